import { describe, expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import type { Node } from '../../../src/nodes/node.ts';
import { runResultsArtifact } from '../../../src/output/artifacts/run-results-artifact.ts';
import { plainStyle } from '../../../src/output/text/style.ts';
import { createJsonRunView } from '../../../src/output/views/json-log.ts';
import { createPlainRunView } from '../../../src/output/views/plain-run-view.ts';
import { createQuietRunView } from '../../../src/output/views/quiet-run-view.ts';
import type { RunView } from '../../../src/output/views/run-view.ts';
import { createTerminalRunView } from '../../../src/output/views/terminal-run-view.ts';
import type { RunEvent } from '../../../src/run/run-event.ts';
import { dataTest, model, source, unitTest } from '../../support/node-fixtures.ts';
import { eventsOf, resultOf, runOf } from '../../support/run-events.ts';

const customers = source('raw.customers');
const kpis = model('crm/kpis', { relation: { schema: 'crm', identifier: 'kpis' } });
const snapshot = model('crm/crm_snapshot', {
  relation: { schema: 'crm', identifier: 'crm_snapshot' },
});
const unique = dataTest('unique_kpis', { refs: ['kpis'], attachedNode: kpis.uniqueId });
const notNull = dataTest('not_null_kpis', { refs: ['kpis'], attachedNode: kpis.uniqueId });
const odd = dataTest('odd_lines', { refs: ['kpis'] });
const unit = unitTest('gold', 'kpis');
const nodes: ReadonlyMap<string, Node> = new Map(
  [customers, kpis, snapshot, unique, notNull, odd, unit].map(node => [node.uniqueId, node]),
);

const options = {
  style: plainStyle,
  readSource: () => undefined,
  showPath: (file: string) => file,
};
const terminal = (more = {}) => createTerminalRunView(nodes, { ...options, width: 80, ...more });
const plain = (more = {}) => createPlainRunView(nodes, { ...options, width: undefined }, more);

function play(view: RunView, events: readonly RunEvent[]): string[] {
  return events.flatMap(event => view.lines(event));
}

const fine = [
  resultOf(customers, 'success', 0.03, { rows: 602 }),
  resultOf(kpis, 'success', 1.26, { rows: 21600 }),
  resultOf(unique, 'pass', 0.02, { failures: 0 }),
  resultOf(notNull, 'pass', 0.01, { failures: 0 }),
];
const warning = resultOf(odd, 'warn', 0.01, {
  failures: 1200,
  message: 'got 1,200 results, configured to warn if != 0',
  compiledSql: 'select 1',
  failuresPath: 'target/failures/odd_lines.csv',
});
const failure = resultOf(unique, 'fail', 0.02, {
  failures: 7,
  message: 'got 7 results, configured to fail if != 0',
  errors: [
    new CrmError(
      'data-test-failed',
      { test: 't', reason: 'got 7 results' },
      { location: unique.location },
    ),
  ],
  sample: {
    columns: [
      { name: 'customer_id', type: 'VARCHAR' },
      { name: 'n', type: 'BIGINT' },
    ],
    rows: [1, 2, 3, 4, 5, 6].map(n => [`C${n}`, n]),
  },
  compiledSql: 'select 1',
  failuresPath: 'target/failures/unique_kpis.csv',
});
const skipped = resultOf(snapshot, 'skipped', 0, { message: 'unique_kpis failed' });
const published: RunEvent = {
  type: 'published',
  path: 'warehouse/crm.duckdb',
  bytes: 14_200_000,
  seconds: 0.1,
  warnings: [],
  withheld: [],
};
const notPublished: RunEvent = {
  type: 'not-published',
  path: 'warehouse/crm.duckdb',
  reason: '1 failed, 1 skipped',
  hasPrevious: true,
};

const invocation = {
  invocationId: 'abc',
  startedAt: new Date('2026-04-30T11:59:00Z'),
  generatedAt: new Date('2026-04-30T12:00:00Z'),
  version: '0.1.0',
  args: {},
};

const failureBlock = [
  'FAIL 7 test unique_kpis',
  '  at tests/data/unique_kpis.sql:1:1',
  '  got 7 results, configured to fail if != 0',
  '  customer_id  n',
  '  ───────────  ─',
  '  C1           1',
  '  C2           2',
  '  C3           3',
  '  C4           4',
  '  C5           5',
  '  (the first 5 of 7 rows)',
  '  compiled SQL: target/compiled/crm/tests/data/unique_kpis.sql',
  '  failing rows: target/failures/unique_kpis.csv',
];

describe('a run in a terminal', () => {
  it('has a line a node and one for tests that pass in a row', () => {
    const end: RunEvent = { type: 'run-finished', result: runOf(fine, { published: true }) };
    const checked: RunEvent = { type: 'checked', relations: 2, tests: 1, seconds: 0.234 };
    expect(play(terminal(), [checked, ...eventsOf(fine), published, end])).toEqual([
      'Checked the SQL of 2 relations and 1 test in 0.23 s.',
      'OK       source    raw.customers                              602 rows    0.03 s',
      'OK       table     crm.kpis                                21,600 rows     1.3 s',
      'PASS 2   tests     on kpis                                                0.03 s',
      '',
      'Done in 3.2 s: 1 source, 1 model, 2 tests passed.',
      'Published warehouse/crm.duckdb (14.2 MB).',
    ]);
  });

  it('lists each passing test when it is asked to', () => {
    expect(play(terminal({ verbose: true }), eventsOf(fine)).slice(2)).toEqual([
      'PASS     test      unique_kpis                                            0.02 s',
      'PASS     test      not_null_kpis                                          0.01 s',
    ]);
  });

  it('ends with what to look at, the worst last, then the summary', () => {
    const results = [...fine.slice(0, 2), warning, failure, skipped];
    const end: RunEvent = { type: 'run-finished', result: runOf(results) };
    expect(play(terminal(), [...eventsOf(results), notPublished, end]).slice(2)).toEqual([
      'WARN 1,200 test      odd_lines                                            0.01 s',
      'FAIL 7   test      unique_kpis                                            0.02 s',
      'SKIP     table     crm.crm_snapshot                 unique_kpis failed',
      '',
      'WARN 1,200 test odd_lines',
      '  at tests/data/odd_lines.sql:1:1',
      '  got 1,200 results, configured to warn if != 0',
      '  compiled SQL: target/compiled/crm/tests/data/odd_lines.sql',
      '  failing rows: target/failures/odd_lines.csv',
      '',
      ...failureBlock,
      '',
      'Failed in 3.2 s: 1 test failed, 1 skipped, 1 warning; fine: 1 source, 1 model.',
      'Not published: 1 failed, 1 skipped; the previous build stays.',
    ]);
  });

  it('says that the SQL is checked until that is reported, or a node runs', () => {
    for (const event of [
      { type: 'checked', relations: 2, tests: 1, seconds: 0.2 },
      { type: 'node-started', uniqueId: kpis.uniqueId, index: 1, total: 2 },
      { type: 'run-finished', result: runOf([]) },
    ] satisfies RunEvent[]) {
      const view = terminal({ width: 60 });
      const plan = { scope: 'build', steps: [], schemas: [], partial: false } as const;
      view.lines({ type: 'run-started', scope: 'build', plan, warnings: [] });
      expect(view.status()).toEqual(['Checking the SQL of all models and tests']);
      view.lines(event);
      expect(view.status().join('')).not.toContain('Checking');
    }
  });

  it('has a progress line that fits, and takes it away at the end', () => {
    const view = terminal({ width: 60 });
    const at = { uniqueId: kpis.uniqueId, index: 2, total: 9 };
    view.lines({ type: 'node-started', ...at });
    expect(view.status()).toEqual(['2/9  table crm.kpis']);
    view.lines({ type: 'node-progress', ...at, share: 0.625, seconds: 4.1 });
    expect(view.status()).toEqual(['2/9  table crm.kpis  ████████████░░░░░░░░ 62%  4.1 s']);
    view.lines({ type: 'node-progress', ...at, share: undefined, seconds: 65 });
    expect(view.status()).toEqual(['2/9  table crm.kpis  1 min 05 s']);
    view.lines({ type: 'run-finished', result: runOf([]) });
    expect(view.status()).toEqual([]);
  });

  it('reports the node that the lines of the others wait for, where several run', () => {
    const view = terminal({ width: 60 });
    const [first, second] = fine;
    const total = 2;
    for (const [at, result] of [second, first].entries()) {
      view.lines({ type: 'node-started', uniqueId: result?.uniqueId ?? '', index: 2 - at, total });
    }
    expect(view.status()[0]).toMatch(/^1\/2 {2}/);
    if (first !== undefined) view.lines({ type: 'node-finished', result: first, index: 1, total });
    expect(view.status()[0]).toMatch(/^2\/2 {2}/);
    if (second !== undefined)
      view.lines({ type: 'node-finished', result: second, index: 2, total });
    expect(view.status()).toEqual([]);
  });

  it('prints the errors of a node with their place, and those of no node', () => {
    const location = { file: 'models/crm/kpis.sql', line: 3, column: 5 };
    const broken = resultOf(kpis, 'error', 0.01, {
      errors: [
        new CrmError('sql-conversion', { reason: 'no number: x', hint: 'cast it' }, { location }),
      ],
      compiledSql: 'select 1',
    });
    const errors = [new CrmError('publish-failed', { reason: 'cannot rename' })];
    const end: RunEvent = { type: 'run-finished', result: runOf([broken], { errors }) };
    expect(play(terminal(), [end])).toEqual([
      'ERROR table crm.kpis',
      '  at models/crm/kpis.sql:1:1',
      '  error[sql-conversion]: no number: x',
      '   --> models/crm/kpis.sql:3:5',
      '  hint: cast it',
      '  compiled SQL: target/compiled/crm/models/crm/kpis.sql',
      '',
      'error[publish-failed]: cannot rename',
      '',
      'Failed in 3.2 s: 2 errors.',
    ]);
  });

  it('shows all rows of a unit test, since they are a diff', () => {
    const rows = [1, 2, 3, 4, 5, 6, 7].map(n => ['+', String(n)]);
    const columns = ['diff', 'value_tier'].map(name => ({ name, type: 'VARCHAR' }));
    const result = resultOf(unit, 'fail', 0.01, { failures: 7, sample: { columns, rows } });
    const lines = play(terminal(), [{ type: 'run-finished', result: runOf([result]) }]);
    expect(lines.filter(line => line.startsWith('  +'))).toHaveLength(7);
  });

  it('calls an interrupted run interrupted', () => {
    const errors = [
      new CrmError('interrupted', { reason: 'interrupted before everything had run' }),
    ];
    const end: RunEvent = { type: 'run-finished', result: runOf(fine.slice(0, 2), { errors }) };
    expect(play(terminal(), [end])).toEqual(['Interrupted after 3.2 s: 1 source, 1 model.']);
  });

  it('calls the node that was running interrupted, which is not an error', () => {
    const results = [
      ...fine.slice(0, 1),
      resultOf(kpis, 'interrupted', 4, { message: 'interrupted' }),
    ];
    const errors = [
      new CrmError('interrupted', { reason: 'interrupted before everything had run' }),
    ];
    const end: RunEvent = { type: 'run-finished', result: runOf(results, { errors }) };
    const told = ['', 'Interrupted after 3.2 s: 1 source.'];
    expect(play(terminal(), [...eventsOf(results), end]).slice(1)).toEqual([
      'STOP     table     crm.kpis                                interrupted     4.0 s',
      ...told,
    ]);
    expect(play(plain(), [...eventsOf(results), end]).slice(1)).toEqual([
      '2/2 STOP table crm.kpis, interrupted, 4.0 s',
      ...told,
    ]);
    expect(runResultsArtifact(runOf(results), nodes, invocation).results).toMatchObject([
      { status: 'success' },
      { status: 'skipped', message: 'interrupted' },
    ]);
  });
});

describe('nodes that are skipped', () => {
  const reason = "skipped because source 'raw.customers' failed";
  const many = [kpis, snapshot, unique, notNull, odd].map(node =>
    resultOf(node, 'skipped', 0, { message: reason }),
  );
  const other = resultOf(unit, 'skipped', 0, { message: "skipped because seed 'limits' failed" });
  const results = [...many.slice(0, 3), other, ...many.slice(3)];
  const events: readonly RunEvent[] = [
    ...eventsOf(results),
    { type: 'run-finished', result: runOf(results) },
  ];

  it('for one reason are counted in a terminal, unless they are few', () => {
    expect(play(terminal(), events)).toEqual([
      "SKIP 5   nodes     because source 'raw.customers' failed",
      "SKIP     unit test gold           skipped because seed 'limits' failed",
      '',
      'Failed in 3.2 s: 6 skipped.',
    ]);
  });

  it('for one reason are counted in a pipe, unless they are few', () => {
    expect(play(plain(), events)).toEqual([
      "SKIP 5 nodes because source 'raw.customers' failed",
      "4/6 SKIP unit test gold, skipped because seed 'limits' failed",
      '',
      'Failed in 3.2 s: 6 skipped.',
    ]);
  });

  it('are all listed when that is asked for, and for machines', () => {
    const json = createJsonRunView(nodes, options, { invocationId: 'abc', now: () => new Date() });
    for (const view of [terminal({ verbose: true }), plain({ verbose: true }), json]) {
      const lines = play(view, eventsOf(results)).filter(line => line.includes('SKIP '));
      expect(lines).toHaveLength(6);
    }
  });
});

it('a run that fails before its first node does not begin with a blank line', () => {
  const errors = [new CrmError('sql-binder', { reason: 'no column x' })];
  const end: RunEvent = { type: 'run-finished', result: runOf([], { errors }) };
  for (const view of [terminal(), plain()]) {
    expect(play(view, [notPublished, end])[0]).toBe('error[sql-binder]: no column x');
  }
});

describe('a run in a pipe', () => {
  it('has one line a node, without a progress line', () => {
    const results = [...fine, skipped];
    const view = plain();
    const end: RunEvent = { type: 'run-finished', result: runOf(results) };
    expect(play(view, [...eventsOf(results), end]).slice(0, 5)).toEqual([
      '1/5 OK source raw.customers, 602 rows, 0.03 s',
      '2/5 OK table crm.kpis, 21,600 rows, 1.3 s',
      '3/5 PASS test unique_kpis, 0.02 s',
      '4/5 PASS test not_null_kpis, 0.01 s',
      '5/5 SKIP table crm.crm_snapshot, unique_kpis failed',
    ]);
    expect(view.status()).toEqual([]);
  });
});

describe('a quiet run', () => {
  const quiet = () => createQuietRunView(nodes, { ...options, width: 80 });

  it('has a line for each failure and one at the end', () => {
    const broken = resultOf(kpis, 'error', 0.01, {
      errors: [
        new CrmError(
          'sql-conversion',
          { reason: 'no number: x' },
          { location: { file: 'models/crm/kpis.sql', line: 3, column: 5 } },
        ),
      ],
    });
    const results = [...fine.slice(0, 1), broken, warning, failure, skipped];
    const end: RunEvent = { type: 'run-finished', result: runOf(results) };
    expect(play(quiet(), [...eventsOf(results), notPublished, end])).toEqual([
      'ERROR table crm.kpis: models/crm/kpis.sql:3:5: error[sql-conversion]: no number: x',
      'FAIL 7 test unique_kpis: got 7 results, configured to fail if != 0; ' +
        'rows: target/failures/unique_kpis.csv',
      'Failed in 3.2 s: 1 error, 1 test failed, 1 skipped, 1 warning; fine: 1 source; ' +
        'not published: 1 failed, 1 skipped; the previous build stays.',
    ]);
  });

  it('that went well has one line, however much was warned of', () => {
    const results = [...fine, warning];
    const end: RunEvent = { type: 'run-finished', result: runOf(results, { published: true }) };
    expect(play(quiet(), [...eventsOf(results), published, end])).toEqual([
      'Done in 3.2 s: 1 source, 1 model, 2 tests passed, 1 warning; ' +
        'published warehouse/crm.duckdb (14.2 MB).',
    ]);
  });

  it('says errors that belong to no node, and what failed once the build was live', () => {
    const errors = [new CrmError('publish-failed', { reason: 'cannot rename' })];
    expect(play(quiet(), [{ type: 'run-finished', result: runOf([], { errors }) }])).toEqual([
      'error[publish-failed]: cannot rename',
      'Failed in 3.2 s: 1 error.',
    ]);
    const warnings = [new CrmError('disk-full', { reason: 'no space left' })];
    const end: RunEvent = { type: 'run-finished', result: runOf(fine, { published: true }) };
    expect(play(quiet(), [{ ...published, warnings }, end])[0]).toBe(
      'warning[disk-full]: no space left',
    );
  });
});

describe('warnings at the end of a run', () => {
  const manyTests = Array.from({ length: 14 }, (_, at) => dataTest(`odd_${at}`, {}));
  const known = new Map([...nodes, ...manyTests.map(node => [node.uniqueId, node] as const)]);
  const many = Array.from({ length: 14 }, (_, at) =>
    resultOf(manyTests[at] ?? odd, 'warn', 0.01, { failures: 2, message: `got ${at} results` }),
  );
  const end: RunEvent = { type: 'run-finished', result: runOf(many) };

  it('are a line and a reason each where they are many, and of very many the first', () => {
    for (const view of [
      createTerminalRunView(known, { ...options, width: 80 }),
      createPlainRunView(known, { ...options, width: undefined }),
    ]) {
      const lines = play(view, [end]);
      expect(lines.slice(0, 3)).toEqual([
        'WARN 2 test odd_0',
        '  got 0 results; at tests/data/odd_0.sql:1:1',
        'WARN 2 test odd_1',
      ]);
      expect(lines[20]).toBe(
        '… and 4 more warnings; all of them with --verbose, and in target/run_results.json',
      );
    }
  });

  it('are all there with --verbose', () => {
    const view = createTerminalRunView(known, { ...options, width: 80, verbose: true });
    const text = play(view, [end]).join('\n');
    expect(text).toContain('got 13 results');
    expect(text).not.toContain('more');
  });

  it('of one file that was loaded are a few', () => {
    const warnings = Array.from(
      { length: 9 },
      (_, line) => new CrmError('suspect-value', { reason: `odd ${line}` }),
    );
    const loaded = resultOf(customers, 'warn', 0.1, { warnings });
    const lines = play(plain(), [{ type: 'run-finished', result: runOf([loaded]) }]);
    expect(lines.filter(line => line.includes('odd '))).toHaveLength(5);
    expect(lines).toContain('  … and 4 more warnings, all of them in target/run_results.json');
  });
});

describe('a run as JSON', () => {
  const context = { invocationId: 'abc', now: () => new Date('2026-04-30T12:00:00Z') };
  const parse = (lines: readonly string[]) => lines.map(line => JSON.parse(line));

  it('has info and data in every line, named as in dbt', () => {
    const view = createJsonRunView(nodes, options, context);
    const end: RunEvent = { type: 'run-finished', result: runOf([failure]) };
    const lines = parse(play(view, [...eventsOf([failure]), notPublished, end]));
    expect(lines.map(({ info }) => [info.name, info.level])).toEqual([
      ['LogStartLine', 'info'],
      ['LogTestResult', 'error'],
      ['NotPublished', 'error'],
      ['CommandCompleted', 'error'],
    ]);
    expect(lines[1].data).toMatchObject({
      status: 'fail',
      num_failures: 7,
      index: 1,
      total: 1,
      compiled_path: 'target/compiled/crm/tests/data/unique_kpis.sql',
      failures_path: 'target/failures/unique_kpis.csv',
      node_info: { unique_id: 'test.crm.unique_kpis', resource_type: 'test', node_status: 'fail' },
    });
    expect(lines[3].data).toMatchObject({ success: false, published: false, elapsed: 3.2 });
  });

  it('leaves out what went well when it is to be quiet', () => {
    const view = createJsonRunView(nodes, options, context, { quiet: true });
    const lines = parse(play(view, eventsOf([...fine, failure])));
    expect(lines.map(({ info }) => info.name)).toEqual(['LogTestResult']);
  });
});
