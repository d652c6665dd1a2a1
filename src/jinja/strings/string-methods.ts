import { bindArguments } from '../values/bind-arguments.ts';
import { checkItems, spend, spendSearch, spendText } from '../values/budget.ts';
import { codePointsOf, countCodePoints, itemsOf } from '../values/sequence.ts';
import { takeInt, takeText } from '../values/take.ts';
import { defined, templateError, typeName } from '../values/type-name.ts';
import { type CallArguments, Tuple, type Value } from '../values/value.ts';
import { pad } from './format-number.ts';
import { formatString } from './format-string.ts';
import { countText, joinAll, replaceText, searched } from './search-text.ts';

type Bound = readonly (Value | undefined)[];
type Method = readonly [
  parameters: readonly string[],
  required: number,
  run: (text: string, args: Bound, what: string) => Value,
];

/** Methods of str, Python's meaning. */
const methods: Readonly<Record<string, Method>> = {
  upper: [[], 0, text => text.toUpperCase()],
  lower: [[], 0, text => text.toLowerCase()],
  title: [[], 0, text => titleCase(text)],
  capitalize: [[], 0, text => capitalize(text)],
  strip: [['chars'], 0, (text, [chars], what) => strip(text, chars, what, true, true)],
  lstrip: [['chars'], 0, (text, [chars], what) => strip(text, chars, what, true, false)],
  rstrip: [['chars'], 0, (text, [chars], what) => strip(text, chars, what, false, true)],
  replace: [
    ['old', 'new', 'count'],
    2,
    (text, [old, by, count], what) =>
      replaceText(text, takeText(what, old), takeText(what, by), takeInt(what, count, -1)),
  ],
  startswith: [
    ['prefix'],
    1,
    (text, [part], what) => anyOf(part, what, affix => text.startsWith(affix)),
  ],
  endswith: [
    ['suffix'],
    1,
    (text, [part], what) => anyOf(part, what, affix => text.endsWith(affix)),
  ],
  split: [
    ['sep', 'maxsplit'],
    0,
    (text, [sep, most], what) =>
      splitText(
        text,
        sep === undefined || sep === null ? undefined : takeText(what, sep),
        takeInt(what, most, -1),
      ),
  ],
  splitlines: [[], 0, text => splitLines(text)],
  join: [['items'], 1, (text, [items], what) => joinTexts(text, items, what)],
  find: [
    ['part'],
    1,
    (text, [part], what) => codePoints(text, text.indexOf(searched(text, takeText(what, part)))),
  ],
  rfind: [
    ['part'],
    1,
    (text, [part], what) =>
      codePoints(text, text.lastIndexOf(searched(text, takeText(what, part)))),
  ],
  count: [['part'], 1, (text, [part], what) => BigInt(countText(text, takeText(what, part)))],
  isdigit: [[], 0, text => /^\p{Nd}+$/u.test(text)],
  isalpha: [[], 0, text => /^\p{L}+$/u.test(text)],
  isalnum: [[], 0, text => /^[\p{L}\p{N}]+$/u.test(text)],
  isupper: [[], 0, text => text !== text.toLowerCase() && text === text.toUpperCase()],
  islower: [[], 0, text => text !== text.toUpperCase() && text === text.toLowerCase()],
  isspace: [[], 0, text => /^\s+$/.test(text)],
  ljust: [['width', 'fill'], 1, (text, args, what) => justify(text, args, what, '<')],
  rjust: [['width', 'fill'], 1, (text, args, what) => justify(text, args, what, '>')],
  center: [['width', 'fill'], 1, (text, args, what) => justify(text, args, what, '^')],
  zfill: [
    ['width'],
    1,
    (text, [width], what) =>
      pad(
        text,
        {
          fill: '0',
          align: '=',
          sign: undefined,
          grouping: '',
          precision: undefined,
          type: '',
          width: takeInt(what, width),
        },
        '>',
      ),
  ],
  removeprefix: [
    ['prefix'],
    1,
    (text, [part], what) => {
      const prefix = takeText(what, part);
      return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    },
  ],
  removesuffix: [
    ['suffix'],
    1,
    (text, [part], what) => {
      const suffix = takeText(what, part);
      return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    },
  ],
};

export const stringMethodNames: readonly string[] = [...Object.keys(methods), 'format'];

/** Calls a method of str. */
export function callStringMethod(text: string, name: string, args: CallArguments): Value {
  if (name === 'format') return formatString(text, args);
  const method = methods[name];
  if (method === undefined) throw new Error(`no method ${name}`);
  const [parameters, required, run] = method;
  const what = `${name}() of a str`;
  return run(text, bindArguments(what, args, parameters, required), what);
}

/** Python's title(): every run of letters starts upper case. */
function titleCase(text: string): string {
  spend(text.length);
  return text.replace(/\p{L}+/gu, word => capitalize(word));
}

export function capitalize(text: string): string {
  const code = text.codePointAt(0);
  const first = code === undefined ? '' : String.fromCodePoint(code);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

function strip(
  text: string,
  chars: Value | undefined,
  what: string,
  left: boolean,
  right: boolean,
): string {
  if (chars === undefined || chars === null) {
    const start = left ? text.trimStart() : text;
    return right ? start.trimEnd() : start;
  }
  const set = new Set(takeText(what, chars));
  const letters = codePointsOf(text);
  let from = 0;
  let to = letters.length;
  while (left && from < to && set.has(letters[from] ?? '')) from += 1;
  while (right && to > from && set.has(letters[to - 1] ?? '')) to -= 1;
  return letters.slice(from, to).join('');
}

function anyOf(part: Value | undefined, what: string, test: (affix: string) => boolean): boolean {
  if (part instanceof Tuple) return part.items.some(item => test(takeText(what, item)));
  return test(takeText(what, part));
}

function splitText(text: string, separator: string | undefined, most: number): string[] {
  if (separator === '') throw templateError('split() with an empty separator');
  const parts: string[] = [];
  let rest = separator === undefined ? text.trimStart() : text;
  const next = separator === undefined ? /\s+/ : undefined;
  if (separator !== undefined) spendSearch(text, separator);
  while (most < 0 || parts.length < most) {
    spend(1);
    checkItems(parts.length);
    const found = next?.exec(rest);
    const at = separator === undefined ? (found?.index ?? -1) : rest.indexOf(separator);
    if (at === -1) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + (found?.[0].length ?? separator?.length ?? 0));
  }
  if (separator === undefined && rest === '') return parts;
  return [...parts, rest];
}

function splitLines(text: string): string[] {
  spend(text.length / 4);
  const lines = text.split(/\r\n|\n|\r/);
  checkItems(lines.length);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function joinTexts(separator: string, items: Value | undefined, what: string): string {
  const parts = items === undefined ? undefined : itemsOf(defined(items));
  if (parts === undefined) throw templateError(`${what} takes a list`);
  const texts = parts.map(part => {
    const known = defined(part);
    if (typeof known === 'string') return known;
    throw templateError(`${what} takes strings, not ${typeName(known)}`, "use the filter '| join'");
  });
  return joinAll(texts, separator);
}

function codePoints(text: string, offset: number): bigint {
  return offset < 0 ? -1n : BigInt(countCodePoints(text.slice(0, offset)));
}

function justify(text: string, [width, fill]: Bound, what: string, align: '<' | '>' | '^'): string {
  const char = takeText(what, fill, ' ');
  if (countCodePoints(char) !== 1) throw templateError(`${what} fills with one character`);
  const wide = takeInt(what, width);
  const missing = wide - countCodePoints(text);
  if (missing > 0) spendText(wide * char.length);
  if (align === '^' && missing > 0) {
    // CPython puts the odd blank on the left when the width is odd.
    const left = Math.floor(missing / 2) + (missing & wide & 1);
    return char.repeat(left) + text + char.repeat(missing - left);
  }
  return pad(
    text,
    {
      fill: char,
      align,
      sign: undefined,
      grouping: '',
      precision: undefined,
      type: '',
      width: wide,
    },
    '<',
  );
}
