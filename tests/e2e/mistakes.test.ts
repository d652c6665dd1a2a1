import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { runCli } from '../support/run-cli.ts';
import { type Files, writeSmallProject } from '../support/small-project.ts';

interface Mistakes {
  readonly files?: Files;
  readonly args?: readonly string[];
  /** The exit code: 1 when a node failed, 2 when the build could not start. */
  readonly code: 1 | 2;
  /** Every line of stderr that tells an error or a warning, in order. */
  readonly says: readonly string[];
}

let temp: string;
let builds = 0;

beforeAll(async () => {
  temp = await realpath(await mkdtemp(join(tmpdir(), 'errors-')));
});
afterAll(() => rm(temp, { recursive: true, force: true }));

/** Words that only somebody who knows the program from the inside would understand. */
const innards =
  /^\s+at \S+ \(|node_modules|dist\/|<built-in>|__given|CrmError|\[object |(?<!-)undefined/m;

async function expectToBeToldWell({ files = {}, args = ['build'], code, says }: Mistakes) {
  builds += 1;
  const directory = join(temp, `project_${builds}`);
  await writeSmallProject(directory, files);
  const result = await runCli(directory, args);
  const told = result.stderr
    .split('\n')
    .filter(line => /(error|warning)\[/.test(line))
    .map(line => line.trim().replaceAll(directory, '<project>'));
  expect(told).toEqual(says);
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).not.toMatch(innards);

  const published = files['warehouse/shop.duckdb'];
  const file = join(directory, 'warehouse/shop.duckdb');
  if (published === undefined || published === null) {
    const found = await stat(file).catch(() => undefined);
    expect(found?.isFile() ?? false).toBe(false);
  } else expect(await readFile(file)).toEqual(Buffer.from(published));
}

describe.concurrent('errors are reported with place, reason and hint, and nothing is published', () => {
  it('in YAML, in templates and between nodes, all in one go', () =>
    expectToBeToldWell({
      files: {
        'crm_project.yml': `name: shop
vars: {raw_path: data, raw_format: csv}
on-run-start: "select {{ nope() }}"
targets:
  dev: {type: duckdb, path: warehouse/shop.duckdb, thread: 4}
`,
        'models/syntax.yml': 'models:\n  - name: orders\n   columns: []\n',
        'models/bracket.yml': 'models: [{name: orders, columns: [}]\n',
        'models/keys.yml':
          'models:\n  - name: orders\n    descripton: x\n    columns: yes please\n    tags: 5\n',
        'models/deep/orders.sql': 'select 1 as a\n',
        'models/unknown_ref.sql': "select * from {{ ref('order') }}\n",
        'models/unknown_source.sql': "-- é\nselect '😀', * from {{ source('raw', 'ordrs') }}\n",
        'models/unknown_macro.sql': 'select {{ haf(1) }} as x\n',
        'models/unknown_var.sql': "select\n  {{ var('raw_pth') }} as y\n",
        'models/cycle_1.sql': "select * from {{ ref('cycle_2') }}\n",
        'models/cycle_2.sql': "select * from {{ ref('cycle_3') }}\n",
        'models/cycle_3.sql': "select *\nfrom {{ ref('cycle_1') }}\n",
        'models/never_closed.sql': 'select 1\n{% if true %}\n',
        'models/half_a_sum.sql': 'select {{ 1 + }}\n',
        'models/half_of_nothing.sql': 'select {{ half() }} as x\n',
        'models/inside_a_macro.sql': "select 1,\n  {{ bad('é') }} as x\n",
        'macros/bad.sql': '{% macro bad(x) %}\n  {{ x.foo.bar }}\n{% endmacro %}\n',
        'macros/broken.sql': '{% macro broken(x) %}\n{{ x \n{% endmacro %}\n',
        'models/tests.yml': `models:
  - name: unknown_var
    columns:
      - name: y
        data_tests: [uniqe, {accepted_values: {arguments: {vals: [1]}}}]
`,
      },
      code: 2,
      says: [
        "macros/broken.sql:2:1: error[template-syntax]: '{{' is never closed (hint: close it with '}}')",
        'models/bracket.yml:1:35: error[yaml-syntax]: a bracket is not closed (hint: look for the missing ] or })',
        'models/half_a_sum.sql:1:15: error[template-syntax]: expected an expression, got the end of the tag',
        "models/never_closed.sql:2:1: error[template-syntax]: '{% if %}' is never closed (hint: close it with '{% endif %}')",
        'models/syntax.yml:3:1: error[yaml-syntax]: sequence item without - indicator (hint: look for a quote, comma or colon that is missing here or just before)',
        "crm_project.yml:5:52: error[unknown-key]: a target has no key 'thread' (hint: the keys are type, path, schema, raw_path_changes, settings, vars, attach)",
        "macros/bad.sql:2:8: error[template-undefined]: 'foo' of a value of type str is not defined (in macro bad, called at models/inside_a_macro.sql:2:6)",
        "macros/half.sql:1:24: error[template-undefined]: the parameter 'x' of 'half' is not defined (in macro half, called at models/half_of_nothing.sql:1:11; hint: give 'half' the argument 'x')",
        "models/cycle_3.sql:2:9: error[dependency-cycle]: cycle_1 → cycle_2 → cycle_3 → cycle_1: they depend on one another in a circle (model 'cycle_2' refers to 'cycle_3' at models/cycle_2.sql:1:18; model 'cycle_1' refers to 'cycle_2' at models/cycle_1.sql:1:18; hint: take one of these refs out)",
        "models/keys.yml:3:5: error[unknown-key]: a model has no key 'descripton' (hint: did you mean 'description'?)",
        "models/keys.yml:4:14: error[wrong-type]: 'columns' takes a list, but is the text 'yes please' (hint: write [yes please], or one entry a line after '- ')",
        "models/keys.yml:5:11: error[wrong-type]: 'tags' takes text, but is the number 5 (hint: put it in quotes: '5')",
        "models/orders.sql:1:1: error[duplicate-name]: model 'orders' has the same name as model 'orders' at models/deep/orders.sql:1:1 (hint: rename one of the two)",
        "models/tests.yml:5:30: error[template-error]: the macro 'accepted_values' has no parameter 'vals' (hint: did you mean 'values'?)",
        "models/unknown_var.sql:2:6: error[unknown-var]: the var 'raw_pth' has no value and no default (hint: did you mean 'raw_path'?)",
        "crm_project.yml:3:15: error[unknown-macro]: there is no macro or function 'nope'",
        "models/tests.yml:5:22: error[unknown-test]: there is no data test 'uniqe' (hint: did you mean 'unique'?)",
        "models/unknown_macro.sql:1:11: error[unknown-macro]: there is no macro or function 'haf' (hint: did you mean 'half'?)",
        "models/unknown_ref.sql:1:18: error[unknown-ref]: model 'unknown_ref' refers to 'order', which is neither a model nor a seed (hint: did you mean 'orders'?)",
        "models/unknown_source.sql:2:24: error[unknown-source]: model 'unknown_source' reads source 'raw.ordrs', which is not declared (hint: did you mean 'raw.orders'?)",
      ],
    }));

  it('in SQL: parser, binder, catalog and contracts, all in one go', () =>
    expectToBeToldWell({
      files: {
        'models/parser.sql': "select 'é€😀', units frm {{ ref('orders') }} where\n",
        'models/binder.sql': "select '😀é', unitz\nfrom {{ ref('orders') }}\n",
        'models/binder_in_macro.sql':
          "select\n  '😀', {{ half('unitz') }} as u\nfrom {{ ref('orders') }}\n",
        'models/catalog_in_macro.sql':
          "select {{ middle('units') }} as u\nfrom {{ ref('orders') }}\n",
        'macros/middle.sql': "{% macro middle(x) %}\n  '😀' || medien({{ x }})\n{% endmacro %}\n",
        'models/catalog.sql': 'select * from nowhere.nothing\n',
        'models/semicolon.sql': 'select 1 as a; -- done\n',
        'models/insert.sql': '-- adds rows\ninsert into t values (1)\n',
        'models/pivot.sql':
          "{{ config(materialized='view') }}\npivot {{ ref('orders') }} on order_id using sum(units)\n",
        'models/two.sql': 'select 1 as a; select 2 as b\n',
        'models/nothing.sql': '-- nothing yet\n',
        'models/doubled.sql': 'select 1 as a, 2 as A\n',
        'models/promise.sql':
          "{{ config(contract={'enforced': true}) }}\n" +
          "select order_id, units::double as units, 1 as more from {{ ref('orders') }}\n",
        'models/promise.yml': `models:
  - name: promise
    columns:
      - {name: order_id, data_type: varchar}
      - {name: units, data_type: "decimal(18,3)"}
      - {name: gone, data_type: date}
`,
        'models/tests.yml': `models:
  - name: orders
    columns:
      - name: unitss
        data_tests: [not_null]
`,
        'models/unit_tests.yml': `unit_tests:
  - name: passes_through
    model: orders
    given:
      - input: source('raw', 'orders')
        rows:
          - {order_id: a, units: 1}
          - {order_id: 5, unit: 1}
          - {order_id: b, units: 1.23456}
    expect:
      rows:
        - {order_id: a, unts: 1}
  - name: from_sql
    model: orders
    given:
      - input: source('raw', 'orders')
        format: sql
        rows: select 'a' as order_id, unitx as units
    expect:
      rows: []
`,
      },
      code: 2,
      says: [
        "macros/half.sql:1:24: error[sql-binder]: referenced column 'unitz' not found in FROM clause (in macro half, called at models/binder_in_macro.sql:2:12; hint: did you mean 'units'?)",
        "macros/middle.sql:2:11: error[sql-catalog]: scalar function with name medien does not exist (in macro middle, called at models/catalog_in_macro.sql:1:11; hint: did you mean 'median'?)",
        "models/binder.sql:1:15: error[sql-binder]: referenced column 'unitz' not found in FROM clause (hint: did you mean 'units'?)",
        "models/catalog.sql:1:15: error[sql-catalog]: table with name 'nowhere.nothing' does not exist because schema 'nowhere' does not exist",
        "models/doubled.sql:1:1: error[duplicate-column]: model 'doubled' has more than one column 'A' (hint: give each column a name of its own)",
        "models/insert.sql:2:1: error[sql-parser]: 'insert' is not a query: it returns no rows (hint: write a select; other statements belong in on-run-start or on-run-end)",
        'models/nothing.sql:1:1: error[sql-parser]: there is no SQL statement (hint: write a select)',
        "models/parser.sql:1:29: error[sql-parser]: syntax error at or near 'main', at ref('orders')",
        "models/pivot.sql:2:1: error[sql-binder]: view 'pivot' takes its columns from rows, which a view cannot (hint: list the values, as in pivot … on kind in ('a', 'b'), or make it a table: config(materialized='table'))",
        "models/promise.sql:1:1: error[contract-violated]: model 'promise' breaks its contract: column 'more', declared not at all, actual INTEGER (hint: declare it below columns:, or take it out of the final select)",
        "models/promise.yml:5:16: error[contract-violated]: model 'promise' breaks its contract: column 'units', declared decimal(18,3), actual DOUBLE (hint: cast it in the model, or declare data_type: double)",
        "models/promise.yml:6:16: error[contract-violated]: model 'promise' breaks its contract: column 'gone', declared date, actual missing (hint: add it to the final select)",
        "models/tests.yml:5:22: error[sql-binder]: referenced column 'unitss' not found in FROM clause (hint: did you mean 'units'?)",
        "models/two.sql:1:16: error[sql-parser]: there are 2 SQL statements where one query belongs; the second, 'select …', begins here (hint: leave one; a ';' ends a statement)",
        "models/unit_tests.yml:8:24: error[bad-value]: row 2 of source('raw', 'orders') in unit test 'passes_through', column 'order_id': 5 is not a valid varchar (hint: put text in quotes)",
        "models/unit_tests.yml:8:33: error[unknown-column]: source('raw', 'orders') in unit test 'passes_through' names the column 'unit', which source('raw', 'orders') does not have (hint: did you mean 'units'?)",
        "models/unit_tests.yml:9:34: error[bad-value]: row 3 of source('raw', 'orders') in unit test 'passes_through', column 'units': 1.23456 is not a valid decimal(18,3) (hint: it has more than 3 decimals)",
        "models/unit_tests.yml:12:31: error[unknown-column]: expect in unit test 'passes_through' names the column 'unts', which model 'orders' does not have (hint: did you mean 'units'?)",
        "models/unit_tests.yml:18:15: error[sql-binder]: referenced column 'unitx' was not found because the FROM clause is missing",
      ],
    }));

  it('in the header of a file, or a file that is not there', () =>
    expectToBeToldWell({
      files: {
        'models/more.yml': `sources:
  - name: other
    meta: {external_location: "data/{name}.csv"}
    tables:
      - {name: parquet_only, columns: [{name: a, data_type: varchar}]}
      - {name: order, columns: [{name: a, data_type: varchar}]}
      - {name: directory, columns: [{name: a, data_type: varchar}]}
      - {name: empty, columns: [{name: a, data_type: varchar}]}
`,
        'data/parquet_only.parquet': 'PAR1',
        'data/directory.csv/x': '',
        'data/empty.csv': '',
        'data/orders.csv': 'order_id,unit,ordered_on\n0001,1.5,2026-01-31\n',
        'seeds/rules.csv': 'rule,least,Least\na,1,2\n',
        'seeds/rules.yml': `seeds:
  - name: rules
    config: {column_types: {leest: integer}}
    columns: [{name: note}]
`,
      },
      code: 2,
      says: [
        'models/more.yml:7:16: error[file-unreadable]: reading data/directory.csv failed: it is a directory (hint: move the directory away, or choose another path)',
        'data/empty.csv:1:1: error[missing-column]: data/empty.csv is empty (hint: the first line of a CSV file names its columns)',
        "data/orders.csv:1:1: error[missing-column]: column 'units' is missing from the header (hint: did you mean 'unit'?)",
        'models/more.yml:5:16: error[missing-file]: data/parquet_only.csv does not exist (hint: data/parquet_only.parquet is there; set the format to parquet)',
        "models/more.yml:6:16: error[missing-file]: data/order.csv does not exist (hint: did you mean 'orders.csv'?)",
        "seeds/rules.csv:1:1: error[missing-column]: column 'leest' is declared but missing from seeds/rules.csv (hint: did you mean 'Least'?)",
        "seeds/rules.csv:1:12: error[duplicate-column]: column 'Least' appears twice in the header (hint: it is column 2 and column 3)",
        "seeds/rules.yml:4:22: error[missing-column]: column 'note' is declared but missing from seeds/rules.csv (hint: the header has rule, least, Least)",
      ],
    }));

  it('in the values of raw files and seeds, and in what SQL makes of them', () =>
    expectToBeToldWell({
      files: {
        'models/more.yml': `sources:
  - name: other
    meta: {external_location: "data/{name}.csv"}
    tables:
      - {name: latin, columns: [{name: a, data_type: varchar}]}
      - {name: bad, columns: [{name: a, data_type: varchar}, {name: b, data_type: "decimal(18,3)"}, {name: c, data_type: date}]}
`,
        'data/latin.csv': Buffer.from('a\ncaf\xe9\n', 'latin1'),
        'data/bad.csv':
          'a,b,c\n0001,1.5,2026-01-31\né,2.1234,2026-02-30\n"00\n03",x\n0004,1,2026-01-31,9\n',
        'seeds/rules.csv': 'rule,least\na,one\nb,2\nc,3.5\n',
        'seeds/rules.yml':
          'seeds:\n  - name: rules\n    config: {column_types: {least: integer}}\n',
        'models/date.sql':
          "select '😀',\n  cast('y' || order_id as date) as bad from {{ ref('orders') }}\n",
        'models/number.sql': `{{ config(materialized='view') }}
select order_id::integer as n,
  {{ half("cast('x' || order_id as integer)") }} as bad from {{ ref('orders') }}
`,
        'models/through_view.sql': "select sum(bad) as s from {{ ref('number') }}\n",
        'models/raised.sql': "select error('no ' || order_id) from {{ ref('orders') }}\n",
      },
      code: 1,
      says: [
        'data/bad.csv:3:3: error[bad-value]: column \'b\': "2.1234" has more decimals than decimal(18,3) holds (hint: round it to 3 decimals, or declare a type with more)',
        'data/bad.csv:3:10: error[bad-value]: column \'c\': "2026-02-30" is a day that the calendar does not have',
        'data/bad.csv:5:6: error[ragged-line]: the line has 2 values, the header 3',
        'data/bad.csv:6:19: error[ragged-line]: the line has 4 values, the header 3 (hint: put a value that holds the delimiter in double quotes)',
        'data/latin.csv:2:4: error[file-encoding]: the byte E9 here is not UTF-8 (hint: save the file as UTF-8; it looks like Windows-1252 or Latin-1)',
        'seeds/rules.csv:2:3: error[bad-value]: column \'least\': "one" is not an integer (2 such values; also "3.5" at 4:3)',
        'models/date.sql:2:3: error[sql-conversion]: invalid date field format: "y0001", expected format is (YYYY-MM-DD)',
        'models/raised.sql:1:1: error[sql-error]: no 0001',
        "macros/half.sql:1:24: error[sql-conversion]: could not convert string 'x0001' to INT32 (in macro half, called at models/number.sql:3:6; read by model 'through_view' at models/through_view.sql:1:1)",
      ],
    }));

  it('in settings of the target', () =>
    expectToBeToldWell({
      files: {
        'crm_project.yml': `name: shop
vars: {raw_path: data, raw_format: csv}
targets:
  dev:
    type: duckdb
    path: warehouse/shop.duckdb
    settings: {thread: 2, memory_limit: lots}
`,
      },
      code: 2,
      says: [
        "crm_project.yml:7:24: error[unknown-key]: targets.dev.settings.thread: DuckDB has no setting 'thread' (hint: did you mean 'threads'?)",
        'crm_project.yml:7:41: error[invalid-value]: targets.dev.settings.memory_limit cannot be "lots": memory must have a number (e.g. 1GB)',
      ],
    }));

  it.for<[string, Mistakes]>([
    [
      'no project here',
      {
        files: { 'crm_project.yml': null },
        code: 2,
        says: [
          "error[no-project]: there is no crm_project.yml in <project> or above (hint: run 'crm-run init' to make one, or name its directory with --project-dir)",
        ],
      },
    ],
    [
      'a project file of dbt',
      {
        files: { 'crm_project.yml': null, 'dbt_project.yml': 'name: shop\n' },
        code: 2,
        says: [
          'error[no-project]: there is no crm_project.yml in <project> or above (hint: rename dbt_project.yml to crm_project.yml)',
        ],
      },
    ],
    [
      'an empty selection',
      {
        args: ['build', '--select', 'ordrs tag:x'],
        code: 2,
        says: [
          "--select:1:1: warning[empty-selection]: the criterion 'ordrs' of --select does not match any enabled node (hint: did you mean 'orders'?)",
          "--select:1:11: warning[empty-selection]: the criterion 'tag:x' of --select does not match any enabled node",
          'error[empty-selection]: no enabled node is left by --select ordrs tag:x (hint: crm-run list prints what there is to select)',
        ],
      },
    ],
    [
      'a mistyped command',
      {
        args: ['biuld'],
        code: 2,
        says: ["error[usage]: unknown command 'biuld' (hint: did you mean 'build'?)"],
      },
    ],
    [
      'a mistyped option',
      {
        args: ['build', '--slect', 'orders'],
        code: 2,
        says: ["error[usage]: unknown option '--slect' (hint: did you mean '--select'?)"],
      },
    ],
    [
      'a mistyped target',
      {
        args: ['build', '--target', 'dve'],
        code: 2,
        says: ["error[unknown-target]: there is no target 'dve' (hint: did you mean 'dev'?)"],
      },
    ],
    [
      'a warehouse that is a text file',
      {
        files: { 'warehouse/shop.duckdb': 'not a database\n'.repeat(1000) },
        code: 2,
        says: [
          'error[warehouse-invalid]: <project>/warehouse/shop.duckdb is not a DuckDB file (hint: set the path of the target to a file that DuckDB made, or to a new one)',
        ],
      },
    ],
    [
      'a file where the artifacts go',
      {
        files: { target: 'not a directory\n' },
        code: 2,
        says: [
          'error[file-unwritable]: making the directory <project>/target failed: a file of that name is there (hint: move that file away, or choose another path)',
        ],
      },
    ],
    [
      'a warehouse that is a directory',
      {
        files: { 'warehouse/shop.duckdb/x': '' },
        code: 2,
        says: [
          'error[warehouse-invalid]: <project>/warehouse/shop.duckdb is not a file (hint: set the path of the target to a file)',
        ],
      },
    ],
    [
      'a warehouse below a file',
      {
        files: { warehouse: '' },
        code: 2,
        says: [
          'error[file-unwritable]: opening the warehouse <project>/warehouse/shop.duckdb failed: a part of the path is a file, not a directory (hint: move that file away, or choose another path)',
        ],
      },
    ],
    [
      'raw files of another place',
      {
        args: ['build', '--vars', 'raw_path: datta'],
        code: 2,
        says: [
          "models/sources.yml:5:15: error[missing-file]: datta/orders.csv does not exist (hint: there is no directory datta; did you mean 'data'?)",
        ],
      },
    ],
  ])('%s', ([, mistakes]) => expectToBeToldWell(mistakes));

  it('a warehouse that a newer DuckDB wrote, or that is damaged', async () => {
    const real = await emptyWarehouse();
    const newer = Buffer.from(real);
    newer.writeBigUInt64LE(200n, versionOffset);
    await expectToBeToldWell({
      files: { 'warehouse/shop.duckdb': newer },
      code: 2,
      says: [
        'error[warehouse-invalid]: <project>/warehouse/shop.duckdb is damaged (hint: restore it from a copy, or build into another file)',
      ],
    });
    newer.writeBigUInt64LE(headerChecksum(newer), 0);
    await expectToBeToldWell({
      files: { 'warehouse/shop.duckdb': newer },
      code: 2,
      says: [
        'error[warehouse-newer]: <project>/warehouse/shop.duckdb was written by a newer DuckDB (hint: install a newer version of crm-run)',
      ],
    });
  });
});

async function emptyWarehouse(): Promise<Buffer> {
  const file = join(temp, 'real.duckdb');
  const engine = await openEngine({ settings: { threads: 1 } });
  const connection = await engine.connect();
  await connection.run(`attach '${file}' as made`);
  await connection.run('detach made');
  connection.close();
  engine.close();
  return readFile(file);
}

/** The storage version of a DuckDB file is behind its checksum and the letters DUCK. */
const versionOffset = 12;

/** The checksum of a DuckDB file's first 4096 bytes, which is in their first eight. */
function headerChecksum(file: Buffer): bigint {
  let sum = 5381n;
  for (let offset = 8; offset < 4096; offset += 8) {
    sum ^= BigInt.asUintN(64, file.readBigUInt64LE(offset) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}
