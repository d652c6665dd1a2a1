import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/text/json.ts';
import { parseNodes } from '../../src/nodes/parse-nodes.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { writeSmallProject } from '../support/small-project.ts';

const root = mkdtempSync(join(tmpdir(), 'date-vars-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  const macros = ['date_literal', 'date_var', 'month_var', 'run_date'].map(
    name => [`macros/${name}.sql`, readFileSync(`macros/${name}.sql`, 'utf8')] as const,
  );
  await writeSmallProject(root, {
    ...Object.fromEntries(macros),
    'models/m.sql': `select
      {{ date_var('day') }} as a, {{ month_var('month') }} as b, {{ run_date() }} as c
      {% for day in var('days') %}, {{ date_var('days', day) }} as d{{ loop.index }}{% endfor %}
`,
  });
});

/** What reading the project gives for these vars, before anything is planned. */
function read(given: Readonly<Record<string, Json>>): readonly string[] {
  const fine = {
    day: '2024-02-29',
    month: '2000-12-01',
    run_date: null,
    time_zone: 'UTC',
    days: [],
  };
  const { project } = loadProject({ projectDir: root, env: {}, vars: { ...fine, ...given } });
  const options = { env: {}, runStartedAt: new Date(0), log: () => {} };
  return parseNodes(project, options).errors.map(({ message }) => message);
}

const noDay = (name: string, value: string) =>
  `The var ${name} is '${value}', which is no day of the years 1900 to 2199; write it as in 2024-02-29`;

describe('a var of a day or month is refused as soon as the project is read:', () => {
  it.each([
    ...['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-01-00'],
    ...['31.12.2024', '2024-1-1', '2024/01/01', '20240101', '2024-01-01 00:00:00', 'today', 'x'],
    ...['1024-01-01', '2924-01-01', '-024-01-01', "2024-01-0'"],
  ])('%s', text => {
    expect(read({ day: text })).toEqual([noDay('day', text)]);
    expect(read({ month: text })).toEqual([noDay('month', text)]);
    expect(read({ run_date: text })).toEqual([noDay('run_date', text)]);
    expect(read({ days: ['2024-01-01', text] })).toEqual([noDay('days', text)]);
  });

  it('a month by another day than its first', () => {
    expect(read({ month: '2024-02-02' })).toEqual([
      "The var month is '2024-02-02', which is not the first day of a month; write it as in 2024-02-01",
    ]);
  });
});

it.each(['1900-01-01', '2199-12-31', '2000-02-29', '2024-04-30'])('%s is a day', day => {
  expect(read({ day, run_date: day, days: [day, day] })).toEqual([]);
});

it('every date of a var goes through the macro that checks it', () => {
  const unchecked = ['models', 'macros', 'tests/data'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.sql'))
      .filter(path =>
        /date_literal\(\s*var\b|cast\('\{\{\s*var\('\w*(?:date|through)/.test(
          readFileSync(join(folder, path), 'utf8'),
        ),
      ),
  );
  expect(unchecked).toEqual([]);
});
