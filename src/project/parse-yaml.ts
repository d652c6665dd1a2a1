import { LineCounter, parseDocument, type ErrorCode as YamlErrorCode } from 'yaml';
import { CrmError } from '../base/crm-error.ts';
import type { SourceLocation } from '../base/source-location.ts';
import { convertYaml } from './convert-yaml.ts';
import type { YamlValue } from './yaml-value.ts';

/** A YAML file as far as it could be read. */
export interface ParsedYaml {
  /** Undefined when the file is empty, or does not parse. */
  readonly value: YamlValue | undefined;
  /** True when nothing of the file can be relied on. */
  readonly broken: boolean;
}

/** What helps against the commonest slips. */
const hints: Partial<Record<YamlErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: "Put quotes around text that has ': ' in it, and check the indentation",
  BAD_INDENT: 'Entries of one list or map have to be indented alike',
  BAD_SCALAR_START: 'Put quotes around text that starts with @, ` or another sign of YAML',
  MISSING_CHAR: 'Look for a quote, comma or colon that is missing here or in the line before',
  MULTILINE_IMPLICIT_KEY: "Look for a ':' that is missing after the key",
  MULTIPLE_DOCS: "Take the '---' out, or make it two files",
  TAB_AS_INDENT: 'YAML takes only spaces for indentation',
  TAG_RESOLVE_FAILED: 'Put quotes around text that starts with !',
  UNEXPECTED_TOKEN: 'Look for a quote or bracket that is not closed in the lines before',
};

/**
 * Reads YAML 1.2 with aliases and merge keys. Pushes every syntax error, doubled key and value that
 * cannot be held exactly.
 */
export function parseYaml(file: string, text: string, errors: CrmError[]): ParsedYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const locate = (offset: number): SourceLocation => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line, column: col };
  };
  const problems = [...document.errors, ...document.warnings];
  for (const { code, message, pos } of problems) {
    const reason = message.replace(/\.$/, '');
    errors.push(
      new CrmError('yaml-syntax', reason, { location: locate(pos[0]), hint: hints[code] }),
    );
  }
  if (problems.length > 0) return { value: undefined, broken: true };
  const before = errors.length;
  const value = document.contents ? convertYaml(document, locate, errors) : undefined;
  return { value, broken: value === undefined && errors.length > before };
}
