import { parseDocument, type YAMLError, type ErrorCode as YamlErrorCode } from 'yaml';
import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
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
  BAD_ALIAS: { hint: 'an alias is * and the name of an anchor that is before it' },
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

/** Reading more takes longer than a person waits. */
const most = { characters: 1_000_000, lines: 200_000 };

/**
 * The problems without those that only follow from an earlier one: behind a token that belongs
 * nowhere, the parser no longer knows what it reads.
 */
function telling(problems: readonly YAMLError[]): readonly YAMLError[] {
  const deep = problems.find(isTooDeep);
  if (deep !== undefined) return [deep];
  const lost = problems.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN');
  const known = lost === -1 ? problems : problems.slice(0, lost + 1);
  const open = known.findIndex(isOpenBracket);
  return known.filter((problem, index) => index <= open || !isOpenBracket(problem));
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

/** Gives the place of an offset; one behind the end of the text is at its end. */
function locator(file: string, text: string): (offset: number) => SourceLocation {
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return offset => {
    const at = Math.min(Math.max(offset, 0), text.length);
    let [low, high] = [0, lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: at - (lineStarts[low] ?? 0) + 1 };
  };
}

function tooLongFor(text: string): string | undefined {
  const sizes = { characters: text.length, lines: text.split('\n').length };
  for (const what of ['characters', 'lines'] as const) {
    if (sizes[what] <= most[what]) continue;
    const [limit, size] = [most[what], sizes[what]].map(count => count.toLocaleString('en-US'));
    return `a YAML file has at most ${limit} ${what}, not ${size}`;
  }
  return undefined;
}

/**
 * Reads YAML 1.2 with aliases and merge keys. Pushes every syntax error, duplicate key and value that
 * cannot be held exactly.
 */
export function parseYaml(file: string, text: string, errors: CrmError[]): ParsedYaml {
  const tooLong = tooLongFor(text);
  if (tooLong !== undefined) {
    const location = { file, line: 1, column: 1 };
    const hint = 'split it into several files; data belongs in a seed';
    errors.push(new CrmError('yaml-syntax', { reason: tooLong, hint }, { location }));
    return { value: undefined, broken: true };
  }
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const locate = locator(file, text);
  const problems = [...document.errors, ...document.warnings];
  for (const problem of telling(problems)) {
    const { reason, hint } = explain(problem);
    const location = locate(problem.pos[0]);
    errors.push(new CrmError('yaml-syntax', { reason, hint }, { location }));
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
