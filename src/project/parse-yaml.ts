import { LineCounter, parseDocument, type YAMLError, type ErrorCode as YamlErrorCode } from 'yaml';
import { CrmError, collectError } from '../base/crm-error.ts';
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

/** Better words than the parser's own, and what helps. */
const explanations: Partial<Record<YamlErrorCode, { reason?: string; hint: string }>> = {
  BAD_ALIAS: { hint: 'an alias is * and the name of an anchor that stands before it' },
  BAD_INDENT: { hint: 'entries of one list or map have to be indented alike' },
  BAD_SCALAR_START: {
    hint: 'put quotes around text that starts with @, ` or another sign of YAML',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    reason: 'a map inside of a line',
    hint: "put quotes around text that has ': ' in it, or indent what belongs together",
  },
  MISSING_CHAR: { hint: 'look for a quote, comma or colon that is missing here or just before' },
  MULTILINE_IMPLICIT_KEY: { hint: "look for a ':' that is missing after the key" },
  MULTIPLE_DOCS: {
    reason: 'a second document starts here',
    hint: "take the '---' out, or make it two files",
  },
  TAB_AS_INDENT: { hint: 'YAML takes only spaces for indentation' },
  TAG_RESOLVE_FAILED: { hint: 'put quotes around text that starts with !' },
  UNEXPECTED_TOKEN: { hint: 'look for a quote or bracket that is not closed just before' },
};

const openBracket = { reason: 'a bracket is not closed', hint: 'look for the missing ] or }' };

const tooDeep = {
  reason: 'brackets are nested too deeply',
  hint: 'write it with fewer levels',
};

/** The problems without those that only follow from an earlier one. */
function telling(problems: readonly YAMLError[]): readonly YAMLError[] {
  const deep = problems.find(isTooDeep);
  if (deep !== undefined) return [deep];
  const open = problems.findIndex(isOpenBracket);
  return problems.filter((problem, index) => index <= open || !isOpenBracket(problem));
}

function isTooDeep({ message }: YAMLError): boolean {
  return /call stack/i.test(message);
}

function isOpenBracket({ code, message }: YAMLError): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow ');
}

/** Why a file does not parse, in words for a person. */
function explain(problem: YAMLError): { reason: string; hint: string | undefined } {
  if (isTooDeep(problem)) return tooDeep;
  const { code, message } = problem;
  const explanation = isOpenBracket(problem) ? openBracket : explanations[code];
  const reason =
    explanation?.reason ??
    message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase());
  return { reason, hint: explanation?.hint };
}

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
  for (const problem of telling(problems)) {
    const { reason, hint } = explain(problem);
    const location = locate(problem.pos[0]);
    errors.push(new CrmError('yaml-syntax', reason, { location, hint }));
  }
  const found: CrmError[] = [];
  const value =
    problems.length === 0 && document.contents
      ? collectError(found, () => convertYaml(document, locate, found))
      : undefined;
  errors.push(...found);
  const broken = problems.length > 0 || found.some(({ code }) => code === 'yaml-syntax');
  return { value: broken ? undefined : value, broken };
}
