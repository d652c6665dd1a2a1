import { replaceText } from '../strings/search-text.ts';
import { callStringMethod, capitalize } from '../strings/string-methods.ts';
import { spend, spendText } from '../values/budget.ts';
import { dumpJson } from '../values/json-value.ts';
import { isTruthy } from '../values/operators.ts';
import { printValue } from '../values/print-value.ts';
import { codePointsOf } from '../values/sequence.ts';
import { takeInt, takeText } from '../values/take.ts';
import { defined, templateError } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { type FilterTable, filter } from './filter.ts';

const text = (value: Value): string => printValue(defined(value));

/** Filters that give text. They take any value as Jinja does: as it prints. */
export const textFilters: FilterTable = {
  upper: filter([], value => text(value).toUpperCase()),
  lower: filter([], value => text(value).toLowerCase()),
  capitalize: filter([], value => capitalize(text(value))),
  title: filter([], value => titleWords(text(value))),
  string: filter([], text),
  trim: filter(['chars'], (value, [chars]) =>
    callStringMethod(text(value), 'strip', {
      positional: chars === undefined ? [] : [chars],
      named: new Map(),
    }),
  ),
  replace: filter(
    ['old', 'new', 'count'],
    (value, [old, by, count], what) =>
      replaceText(
        text(value),
        text(old === undefined ? '' : old),
        text(by === undefined ? '' : by),
        count === null ? -1 : takeInt(what, count, -1),
      ),
    2,
  ),
  indent: filter(['width', 'first', 'blank'], (value, [width, first, blank], what) => {
    const by = typeof width === 'string' ? width : blanks(takeInt(what, width, 4));
    return indentLines(
      takeText(what, value),
      by,
      isTruthy(first ?? false),
      isTruthy(blank ?? false),
    );
  }),
  center: filter(['width'], (value, [width], what) =>
    callStringMethod(text(value), 'center', {
      positional: [BigInt(takeInt(what, width, 80))],
      named: new Map(),
    }),
  ),
  truncate: filter(['length', 'killwords', 'end', 'leeway'], (value, args, what) => {
    const [length, kill, end, leeway] = args;
    return truncate(
      takeText(what, value),
      takeInt(what, length, 255),
      isTruthy(kill ?? false),
      takeText(what, end, '...'),
      leeway === null ? 5 : takeInt(what, leeway, 5),
    );
  }),
  wordcount: filter([], value => {
    const words = text(value);
    spend(words.length / 4);
    return BigInt(words.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0);
  }),
  tojson: filter(['indent'], (value, [indent]) => {
    if (indent !== undefined && indent !== null) {
      throw templateError("'tojson' takes no 'indent'", 'write it on one line');
    }
    const dumped = dumpJson(value, true);
    spend(dumped.length / 8);
    return dumped
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll('&', '\\u0026')
      .replaceAll("'", '\\u0027');
  }),
};

/** Jinja's own title(): a word starts after a blank, a hyphen or an opening bracket. */
function titleWords(value: string): string {
  spend(value.length);
  return value
    .split(/([-\s({[<]+)/)
    .map(word => capitalize(word))
    .join('');
}

function indentLines(value: string, by: string, first: boolean, blank: boolean): string {
  spend(value.length / 4);
  const lines = `${value}\n`.split(/\r\n|\n|\r/).slice(0, -1);
  spendText(value.length + by.length * lines.length);
  const [head = '', ...rest] = lines;
  const indented = rest.map(line => (line !== '' || blank ? by + line : line));
  return (first ? by : '') + [head, ...indented].join('\n');
}

function blanks(count: number): string {
  spendText(count);
  return ' '.repeat(Math.max(0, count));
}

function truncate(
  value: string,
  length: number,
  kill: boolean,
  end: string,
  leeway: number,
): string {
  const letters = codePointsOf(value);
  if (length < end.length) throw templateError("'truncate' to less than its end mark");
  if (letters.length <= length + leeway) return value;
  const cut = letters.slice(0, length - end.length).join('');
  if (kill) return cut + end;
  const space = cut.lastIndexOf(' ');
  return (space === -1 ? cut : cut.slice(0, space)) + end;
}
