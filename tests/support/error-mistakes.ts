import type { ErrorCode } from '../../src/base/errors/error-kinds.ts';
import type { Files } from './small-project.ts';

/** An error that a person makes in the small project, and what brings it to light. */
export interface Mistake {
  /** The error, one phrase: it follows "for example". */
  readonly what: string;
  /** Files as they are while the command runs. */
  readonly files?: Files;
  /** Files as they are for `before`. */
  readonly first?: Files;
  /** Commands of crm-run, or `sql: …` in the published file, before the error is made. */
  readonly before?: readonly string[];
  /** The command; `build` where it is left out. */
  readonly command?: string;
  /** What happens while the command runs, once its output holds the text. */
  readonly meanwhile?: { readonly seen: string; readonly act: 'write' | 'interrupt' };
  /** A file that is a symbolic link, and where it leads. */
  readonly link?: readonly [path: string, target: string];
  /** How the output about the error begins, where its lines do not name the code. */
  readonly shownFrom?: string;
}

const project = (rest: string) => `name: shop
vars: {raw_path: data, raw_format: csv}
seed-paths: [seeds]
${rest}`;
const target = 'path: warehouse/shop.duckdb';
const dev = `targets: {dev: {type: duckdb, ${target}}}\n`;
const settings = (text: string) =>
  `models: {+materialized: table}\ntargets: {dev: {type: duckdb, ${target}, settings: {${text}}}}\n`;
const source = (columns: string) => `sources:
  - name: raw
    meta: {external_location: "data/{name}.csv"}
    tables:
      - name: orders
        columns: [${columns}]
`;
const orderId = '{name: order_id, data_type: varchar}';
const units = '{name: units, data_type: integer}';
const testOf = (test: string) =>
  `models: [{name: orders, columns: [{name: order_id, data_tests: [${test}]}]}]\n`;
const unitTest = (given: string, expected: string) => `unit_tests:
  - name: passes_through
    model: orders
    given: [{input: "source('raw', 'orders')", rows: [${given}]}]
    expect: {rows: [${expected}]}
`;
const total = "select sum(units) as units from {{ ref('orders') }}\n";

/** One real error for each code. */
export const mistakes: Readonly<Record<ErrorCode, Mistake>> = {
  'no-project': { what: 'a command outside of a project', files: { 'crm_project.yml': null } },
  'file-unreadable': {
    what: 'a directory where a file belongs',
    files: { 'data/orders.csv': null, 'data/orders.csv/x': '' },
  },
  'file-unwritable': { what: 'a file that is called target', files: { target: '' } },
  'file-encoding': {
    what: 'a CSV file in Latin-1',
    files: {
      'data/orders.csv': Buffer.from('order_id,units,ordered_on\ncaf\xe9,1,2026-01-31\n', 'latin1'),
    },
  },
  'yaml-syntax': {
    what: 'a bracket that is not closed',
    files: { 'models/orders.yml': 'models: [{name: orders, columns: [}]\n' },
  },
  'unknown-key': {
    what: 'a key that is misspelled',
    files: { 'models/orders.yml': 'models:\n  - name: orders\n    descripton: All orders\n' },
  },
  'missing-key': {
    what: 'a model without a name',
    files: { 'models/orders.yml': 'models:\n  - description: All orders\n' },
  },
  'wrong-type': {
    what: 'text where a list belongs',
    files: { 'models/orders.yml': 'models:\n  - name: orders\n    columns: order_id\n' },
  },
  'invalid-value': {
    what: 'a materialization that does not exist',
    files: {
      'models/orders.yml': 'models:\n  - name: orders\n    config: {materialized: tabel}\n',
    },
  },
  'duplicate-name': {
    what: 'two models of one name',
    files: { 'models/old/orders.sql': 'select 1 as order_id\n' },
  },
  'unknown-target': { what: 'a misspelled target', command: 'build --target dve' },
  'unattached-properties': {
    what: 'properties of a model that was renamed',
    files: { 'models/orders.yml': 'models: [{name: order}]\n' },
  },
  'template-syntax': {
    what: 'a block that is not closed',
    files: { 'models/total.sql': '{% if true %}\nselect 1 as total\n' },
  },
  'template-unsupported': {
    what: 'a filter of Jinja that is not supported',
    files: { 'models/total.sql': "select '{{ 'a' | urlize }}' as total\n" },
  },
  'template-undefined': {
    what: 'a filter that does not exist',
    files: { 'models/total.sql': "select '{{ 'a' | uper }}' as total\n" },
  },
  'template-error': {
    what: 'a sum of a text and a number',
    files: { 'models/total.sql': "select {{ 'a' + 1 }} as total\n" },
  },
  'template-limit': {
    what: 'a loop that hardly ends',
    files: {
      'models/total.sql': 'select {% for i in range(10 ** 9) %}1 + {% endfor %}0 as total\n',
    },
  },
  'raised-by-template': {
    what: 'a macro that refuses its argument',
    files: {
      'models/total.sql':
        "select {{ exceptions.raise_compiler_error('total needs a currency') }} as total\n",
    },
  },
  'unknown-macro': {
    what: 'a misspelled macro',
    files: { 'models/total.sql': 'select {{ haf(1) }} as total\n' },
  },
  'unknown-var': {
    what: 'a misspelled var',
    files: { 'models/total.sql': "select '{{ var('raw_pth') }}' as total\n" },
  },
  'unknown-env-var': {
    what: 'an environment variable that is not set',
    files: { 'models/total.sql': "select '{{ env_var('CURRENCY') }}' as total\n" },
  },
  'secret-env-var': {
    what: 'a password in a model',
    files: { 'models/total.sql': "select '{{ env_var('DBT_ENV_SECRET_PASSWORD') }}' as total\n" },
  },
  'unknown-ref': {
    what: 'a misspelled model',
    files: { 'models/total.sql': "select * from {{ ref('order') }}\n" },
  },
  'unknown-source': {
    what: 'a misspelled source',
    files: { 'models/total.sql': "select * from {{ source('raw', 'ordrs') }}\n" },
  },
  'hidden-ref': {
    what: 'a ref behind execute',
    files: {
      'models/total.sql': "select 1 as a {% if execute %}from {{ ref('orders') }}{% endif %}\n",
    },
  },
  'unknown-test': {
    what: 'a misspelled data test',
    files: { 'models/orders.yml': testOf('uniqe') },
  },
  'unknown-group': {
    what: 'a group that is not declared',
    files: { 'models/orders.yml': 'models: [{name: orders, config: {group: sales}}]\n' },
  },
  'dependency-cycle': {
    what: 'two models that read each other',
    files: {
      'models/a.sql': "select * from {{ ref('b') }}\n",
      'models/b.sql': "select * from {{ ref('a') }}\n",
    },
  },
  'selection-syntax': { what: 'an unknown selector method', command: 'build --select tg:core' },
  'empty-selection': { what: 'a misspelled selection', command: 'build --select ordrs' },
  'sql-parser': {
    what: 'a misspelled keyword',
    files: { 'models/total.sql': "select sum(units) frm {{ ref('orders') }} where\n" },
  },
  'sql-binder': {
    what: 'a misspelled column',
    files: { 'models/total.sql': "select sum(unitz) as units from {{ ref('orders') }}\n" },
  },
  'sql-catalog': {
    what: 'a misspelled function',
    files: { 'models/total.sql': "select medien(units) as units from {{ ref('orders') }}\n" },
  },
  'sql-conversion': {
    what: 'a cast of text that is not a date',
    files: {
      'models/total.sql': "select cast('x' || order_id as date) as d from {{ ref('orders') }}\n",
    },
  },
  'sql-constraint': {
    what: 'a hook that breaks a key of its own table',
    files: {
      'crm_project.yml': project(
        `on-run-start: ["create table audit (id integer primary key)", "insert into audit values (1), (1)"]\n${dev}`,
      ),
    },
  },
  'sql-out-of-range': {
    what: 'a sum that does not fit its type',
    files: {
      'models/total.sql':
        "select 2000000000::integer + count(*)::integer * 2000000000 as n from {{ ref('orders') }}\n",
    },
  },
  'sql-error': {
    what: 'a query that calls error()',
    files: {
      'models/total.sql':
        "select error('no rate for ' || order_id) as a from {{ ref('orders') }}\n",
    },
  },
  'system-error': {
    what: 'a raw file that the system cannot read',
    files: { 'data/orders.csv': null, 'data/more.csv': '' },
    link: ['data/orders.csv', '/proc/self/mem'],
  },
  'out-of-memory': {
    what: 'a limit that is too small',
    files: {
      'crm_project.yml': project(settings('memory_limit: 100MB, threads: 1, temp_directory: ""')),
      'models/total.sql': 'select list(range) as l from range(20000000)\n',
    },
  },
  'disk-full': {
    what: 'a temporary directory without room',
    files: {
      'crm_project.yml': project(
        settings('memory_limit: 60MB, threads: 1, max_temp_directory_size: 1MB'),
      ),
      'models/total.sql': 'select range, hash(range) as h from range(20000000) order by h\n',
    },
  },
  'hook-refused': {
    what: 'a hook that changes a model',
    files: {
      'crm_project.yml': project(
        `on-run-end: ["delete from orders"]\nmodels: {+materialized: table}\n${dev}`,
      ),
    },
  },
  'function-in-view': {
    what: 'a view that computes a p-value',
    files: {
      'models/total.sql':
        "{{ config(materialized='view') }}\nselect chi_square_tail(3.84, 1) as p_value\n",
    },
  },
  'contract-violated': {
    what: 'a column of another type than the contract says',
    files: {
      'models/total.sql': total,
      'models/total.yml':
        'models:\n  - name: total\n    config: {contract: {enforced: true}}\n    columns: [{name: units, data_type: integer}]\n',
    },
  },
  interrupted: {
    what: 'Ctrl-C',
    shownFrom: 'Not published: interrupted',
    files: {
      'models/slow.sql': 'select count(*) as n from range(4000000000) t(a) where hash(a) = 1\n',
    },
    meanwhile: { seen: 'OK seed', act: 'interrupt' },
  },
  'missing-file': {
    what: 'a misspelled directory',
    command: "build --vars '{raw_path: dta}'",
  },
  'input-changed': {
    what: 'an export that still runs',
    files: {
      'models/slow.sql': 'select count(*) as n from range(400000000) t(a) where hash(a) = 1\n',
    },
    meanwhile: { seen: 'orders', act: 'write' },
  },
  'missing-column': {
    what: 'a renamed column',
    files: { 'data/orders.csv': 'order_id,unit,ordered_on\n0001,1.5,2026-01-31\n' },
  },
  'duplicate-column': {
    what: 'a repeated column in a header',
    files: { 'data/orders.csv': 'order_id,units,units,ordered_on\n0001,1,1,2026-01-31\n' },
  },
  'unknown-column': {
    what: 'a misspelled column of a unit test',
    files: { 'models/unit_tests.yml': unitTest('{order_id: a}', '{order: a}') },
  },
  'bad-value': {
    what: 'a date that does not exist',
    files: { 'data/orders.csv': 'order_id,units,ordered_on\n0001,1.5,2026-02-30\n' },
  },
  'ragged-line': {
    what: 'a comma in a value',
    files: { 'data/orders.csv': 'order_id,units,ordered_on\n0001,1,5,2026-01-31\n' },
  },
  'total-row': {
    what: 'a line of totals',
    files: {
      'data/orders.csv': 'order_id,units,ordered_on\n0001,1,2026-01-31\nTotal,1,\n',
      'models/sources.yml': source(`${orderId}, ${units}, {name: ordered_on, data_type: date}`),
    },
  },
  'suspect-value': {
    what: 'a number that a spreadsheet rounded',
    files: { 'data/orders.csv': 'order_id,units,ordered_on\n1.23457E+11,1,2026-01-31\n' },
  },
  'file-cut-off': {
    what: 'an export that broke off',
    files: { 'data/orders.csv': 'order_id,units,ordered_on\n0001,1,2026-01-31\n0002,1,2026-01-31' },
  },
  'data-test-failed': {
    what: 'an order id that appears twice',
    shownFrom: 'FAIL 1 test',
    files: {
      'models/orders.yml': testOf('unique'),
      'data/orders.csv': 'order_id,units,ordered_on\n0001,1,2026-01-31\n0001,2,2026-01-31\n',
    },
  },
  'unit-test-failed': {
    what: 'a unit test that expects another row',
    shownFrom: 'FAIL 2 unit test',
    files: { 'models/unit_tests.yml': unitTest('{order_id: a}', '{order_id: b}') },
  },
  'warehouse-locked': {
    what: 'a second build',
    files: {
      'models/slow.sql': 'select count(*) as n from range(4000000000) t(a) where hash(a) = 1\n',
    },
    before: ['& build'],
  },
  'warehouse-missing': {
    what: 'a look at the rows before the first build',
    command: 'show orders',
  },
  'warehouse-invalid': {
    what: 'a target that points to another kind of file',
    files: { 'warehouse/shop.duckdb': 'not a database\n'.repeat(1000) },
  },
  'warehouse-newer': {
    what: 'a file that a later crm-run wrote',
    before: ['build', 'sql: update crm_run.layout set version = 99'],
  },
  'warehouse-foreign': {
    what: 'a target that points to a database of others',
    files: { 'warehouse/.keep': '' },
    before: ['sql: create table notes as select 1 as a'],
  },
  'name-taken': {
    what: 'a model with the name of a table that an analyst made',
    before: ['build', 'sql: create table total as select 1 as a'],
    first: { 'models/total.sql': null },
    files: { 'models/total.sql': total },
  },
  'source-moved': {
    what: 'a build on other data into the same file',
    before: ['build'],
    files: { 'more/orders.csv': 'order_id,units,ordered_on\n0009,1,2026-01-31\n' },
    command: "build --vars '{raw_path: more}'",
  },
  'relation-stale': {
    what: 'a build of one model after another one was edited',
    before: ['build'],
    first: { 'models/total.sql': total },
    files: {
      'models/total.sql': total,
      'models/orders.sql': "select *, 1 as more from {{ source('raw', 'orders') }}\n",
    },
    command: 'build --select total',
  },
  'relation-withheld': {
    what: 'a build of one model on one that the last build left out',
    files: {
      'models/group.yml':
        'groups: [{name: sales, owner: {name: sales}, config: {meta: {on_failure: withhold}}}]\n' +
        'models: [{name: extra, config: {group: sales}, columns: [{name: a, data_tests: [not_null]}]}]\n',
      'models/extra.sql': 'select null::integer as a\n',
      'models/total.sql': "select * from {{ ref('extra') }}\n",
      'models/total.yml': 'models: [{name: total, config: {group: sales}}]\n',
    },
    before: ['build'],
    command: 'build --select total',
  },
  'relation-missing': {
    what: 'a build of one model before the one that it reads',
    files: { 'models/total.sql': total },
    command: 'build --select total',
  },
  'publish-failed': {
    what: 'a hook that drops a table that an analyst made',
    before: ['build', 'sql: create table notes as select 1 as a'],
    first: {},
    files: {
      'crm_project.yml': project(
        `on-run-end: ["drop table notes"]\nmodels: {+materialized: table}\n${dev}`,
      ),
    },
  },
  usage: { what: 'a misspelled option', command: 'build --slect orders' },
};
