import type { CrmError } from '../../src/base/errors/crm-error.ts';
import type { Json, JsonObject } from '../../src/base/text/json.ts';
import { expectedRowsSql, givenRowsSql } from '../../src/plan/tests/unit-test-rows.ts';
import { hostileOutcome, hostileProblems } from '../support/hostile-outcome.ts';
import { columnTypes, hostileCsv, hostileValues } from '../support/hostile-rows.ts';
import { rows } from '../support/node-fixtures.ts';
import type { TextKind } from './fuzz-text-kinds.ts';
import { mutateText, pickFrom } from './mutate-text.ts';

const values = hostileValues.filter(value => JSON.stringify(value).length < 500);
const csvTexts = hostileCsv.filter(({ length }) => length < 500);
const pieces = [
  ',',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'a',
  'b',
  '1',
  '-',
  '.',
  '\0',
  'é',
  ';',
  '\t',
];
const columns = [...columnTypes.entries()].map(([at, type]) => ({ name: `c${at}`, type }));
const names = [...columns.map(({ name }) => name), 'C0', 'a', '', '__proto__', 'a"b'];
const context = { what: "ref('x')", owner: "ref('x')" };
/** The file that the places of rows name. */
const file = `${'\n'.repeat(9)}        `;

/** Rows of unit tests: JSON of dicts, or CSV, in columns of all types. */
export function rowsKind(): TextKind {
  return { name: 'rows', next: draw => (draw() < 0.5 ? drawDicts(draw) : drawCsv(draw)), problems };
}

function drawDicts(draw: () => number): string {
  const dicts = Array.from({ length: 1 + Math.floor(draw() * 3) }, () =>
    Object.fromEntries(
      Array.from({ length: Math.floor(draw() * 4) }, () => [drawName(draw), drawValue(draw)]),
    ),
  );
  return JSON.stringify(dicts);
}

function drawName(draw: () => number): string {
  return draw() < 0.9 ? `c${Math.floor(draw() * columns.length)}` : pickFrom(names, draw);
}

function drawValue(draw: () => number): Json {
  const value = pickFrom(values, draw);
  return typeof value === 'string' && draw() < 0.5 ? mutateText(value, pieces, draw) : value;
}

function drawCsv(draw: () => number): string {
  if (draw() < 0.2) return mutateText(pickFrom(csvTexts, draw), pieces, draw);
  const picked = [drawName(draw), drawName(draw), drawName(draw)];
  const lines = Array.from({ length: 3 }, () =>
    picked.map(() => String(drawValue(draw))).join(','),
  );
  return mutateText([picked.join(','), ...lines].join('\n'), pieces, draw);
}

function problems(text: string): readonly string[] {
  const written = text.startsWith('[{')
    ? rows(JSON.parse(text) as JsonObject[])
    : rows(text, 'csv');
  const outcome = hostileOutcome(() => {
    const errors: CrmError[] = [];
    givenRowsSql(written, columns, context, errors);
    expectedRowsSql(written, columns, context, errors);
    return errors;
  });
  return hostileProblems(file, outcome);
}
