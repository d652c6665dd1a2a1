import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CrmError } from '../../src/base/errors/crm-error.ts';
import {
  type ErrorCode,
  type ErrorPayload,
  errorKinds,
} from '../../src/base/errors/error-kinds.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && !path.startsWith(join('base', 'errors')))
  .map(path => readFileSync(join('src', path), 'utf8'))
  .join('\n');

type Row = { [C in ErrorCode]: [C, ErrorPayload<C>, string, string?] }[ErrorCode];

const place = { file: 'models/a.yml', line: 3, column: 5 };
const reason = { reason: 'this is wrong', hint: 'do that' };

/** Payloads, and the message and hint that they become. */
const sentences: readonly Row[] = [
  [
    'unknown-target',
    { name: 'dve', nearest: 'dev' },
    "there is no target 'dve'",
    "did you mean 'dev'?",
  ],
  [
    'unknown-target',
    { name: 'x', hint: 'the targets are dev, own' },
    "there is no target 'x'",
    'the targets are dev, own',
  ],
  [
    'unknown-macro',
    { name: 'devide', nearest: 'divide' },
    "there is no macro 'devide'",
    "did you mean 'divide'?",
  ],
  ['unknown-macro', { name: 'f', what: 'macro or function' }, "there is no macro or function 'f'"],
  [
    'unknown-var',
    { name: 'raw_pth', nearest: 'raw_path' },
    "the var 'raw_pth' has no value and no default",
    "did you mean 'raw_path'?",
  ],
  [
    'unknown-var',
    { name: 'y', isUnread: true, hint: 'take it out' },
    "nothing in the project reads the var 'y'",
    'take it out',
  ],
  [
    'unknown-env-var',
    { name: 'HOME2', hint: 'set it' },
    "the environment variable 'HOME2' is not set",
    'set it',
  ],
  [
    'secret-env-var',
    { name: 'DBT_ENV_SECRET_A' },
    "the secret 'DBT_ENV_SECRET_A' is read outside of a target",
  ],
  ['secret-env-var', { name: 'DBT_ENV_SECRET_A', reason: 'too short' }, 'too short'],
  [
    'unknown-ref',
    { node: "model 'kpis'", name: 'm_feilds', nearest: 'm_fields' },
    "model 'kpis' refers to 'm_feilds', which is neither a model nor a seed",
    "did you mean 'm_fields'?",
  ],
  [
    'unknown-ref',
    { node: "model 'kpis'", name: 'old', isDisabled: true },
    "model 'kpis' refers to 'old', which is disabled",
    "enable it, or disable model 'kpis' too",
  ],
  ['unknown-ref', { name: 'm_feilds' }, "there is no model or seed 'm_feilds'"],
  [
    'unknown-source',
    { node: "model 'a'", name: 'raw.x', hint: 'declare it' },
    "model 'a' reads source 'raw.x', which is not declared",
    'declare it',
  ],
  [
    'unknown-source',
    { name: 'raw.x', nearest: 'raw.y' },
    "there is no source 'raw.x'",
    "did you mean 'raw.y'?",
  ],
  [
    'hidden-ref',
    { call: "ref('a')" },
    "ref('a') is not seen when the project is parsed",
    "name it wherever the template goes, as in '-- depends_on: {{ ref('a') }}'",
  ],
  [
    'unknown-test',
    { name: 'uniq', nearest: 'unique' },
    "there is no data test 'uniq'",
    "did you mean 'unique'?",
  ],
  ['unknown-group', { name: 'g', hint: 'declare it' }, "there is no group 'g'", 'declare it'],
  [
    'dependency-cycle',
    { path: ['a', 'a'] },
    'a → a: it refers to itself',
    'take one of these refs out',
  ],
  [
    'dependency-cycle',
    { path: ['a', 'b', 'a'] },
    'a → b → a: they depend on one another in a circle',
    'take one of these refs out',
  ],
  [
    'function-in-view',
    { view: 'v', function: 'bg_nbd_fit' },
    "view 'v' calls bg_nbd_fit(), which other readers of the published file do not have",
    'make it a table, with config(materialized="table")',
  ],
  [
    'contract-violated',
    { model: 'm', column: 'c', declared: 'integer', actual: 'VARCHAR', hint: 'cast it' },
    "model 'm' breaks its contract: column 'c', declared integer, actual VARCHAR",
    'cast it',
  ],
  ['bad-value', { ...reason, count: 1 }, 'this is wrong', 'do that'],
  [
    'bad-value',
    {
      ...reason,
      noun: 'value',
      count: 4,
      others: [{ place: '3:1', shown: '"x"' }, { place: '4:1' }],
    },
    'this is wrong (4 such values; also "x" at 3:1, 4:1, …)',
    'do that',
  ],
  [
    'ragged-line',
    { ...reason, noun: 'line', count: 2, others: [{ place: '9:1' }] },
    'this is wrong (2 such lines; also 9:1)',
    'do that',
  ],
  [
    'file-encoding',
    { ...reason, path: 'a.csv', noun: 'line', count: 1200 },
    'this is wrong (1,200 such lines)',
    'do that',
  ],
  ['total-row', reason, 'this is wrong', 'do that'],
  ['suspect-value', reason, 'this is wrong', 'do that'],
  ['file-cut-off', reason, 'this is wrong', 'do that'],
];

/** Codes whose payload holds the sentence itself, with the facts that tools read next to it. */
const reasons: { [C in ErrorCode]?: ErrorPayload<C> } = {
  'no-project': { ...reason, path: '/tmp' },
  'file-unreadable': { ...reason, path: 'a.sql' },
  'file-unwritable': { ...reason, path: 'target' },
  'yaml-syntax': reason,
  'unknown-key': { ...reason, key: 'modles' },
  'missing-key': { ...reason, key: 'name' },
  'wrong-type': reason,
  'invalid-value': reason,
  'duplicate-name': { ...reason, name: 'a', first: place },
  'unattached-properties': { ...reason, name: 'a' },
  'template-syntax': reason,
  'template-unsupported': reason,
  'template-undefined': { ...reason, name: 'x' },
  'template-error': reason,
  'template-limit': reason,
  'raised-by-template': reason,
  'selection-syntax': reason,
  'empty-selection': { ...reason, criterion: 'kpi' },
  'sql-parser': reason,
  'sql-binder': reason,
  'sql-catalog': reason,
  'sql-conversion': reason,
  'sql-constraint': reason,
  'sql-out-of-range': reason,
  'sql-error': reason,
  'system-error': reason,
  'out-of-memory': reason,
  'disk-full': reason,
  'hook-refused': reason,
  interrupted: reason,
  'missing-file': { ...reason, path: 'raw/customers.csv' },
  'input-changed': { ...reason, path: 'raw/customers.csv' },
  'missing-column': { ...reason, columns: ['id'] },
  'duplicate-column': { ...reason, columns: ['id'] },
  'unknown-column': { ...reason, columns: ['id'] },
  'data-test-failed': { ...reason, test: 'unique_a_id' },
  'unit-test-failed': { ...reason, test: 'counts' },
  'warehouse-locked': { ...reason, path: 'w.duckdb' },
  'warehouse-missing': { ...reason, path: 'w.duckdb' },
  'warehouse-invalid': { ...reason, path: 'w.duckdb' },
  'warehouse-newer': { ...reason, path: 'w.duckdb' },
  'warehouse-foreign': { ...reason, path: 'w.duckdb' },
  'name-taken': { ...reason, relations: ['main.a'] },
  'source-moved': { ...reason, sources: ['source.crm.raw.customers'] },
  'relation-stale': { ...reason, relations: ['a'] },
  'relation-withheld': { ...reason, relations: ['a'] },
  'relation-missing': { ...reason, relations: ['a'] },
  'publish-failed': reason,
  usage: reason,
};

describe('error kinds', () => {
  test.each(sentences)('%s says what its payload %o means', (...[code, payload, message, hint]) => {
    const error = new CrmError(code, payload, { location: place });
    expect([error.message, error.hint]).toEqual([message, hint]);
    expect([error.code, error.payload, error.location]).toEqual([code, payload, place]);
  });

  test.each(Object.entries(reasons) as [ErrorCode, ErrorPayload<ErrorCode>][])(
    '%s says the reason and the hint of its payload',
    (code, payload) => {
      const error = new CrmError(code, payload);
      expect([error.message, error.hint]).toEqual([reason.reason, reason.hint]);
      expect(error.withReason('other').message).toBe('other');
      expect(error.withReason('other').payload).toEqual({ ...payload, reason: 'other' });
    },
  );

  test('every code has a row in one of the two tables above', () => {
    const rows = new Set([...sentences.map(([code]) => code), ...Object.keys(reasons)]);
    expect(Object.keys(errorKinds).filter(code => !rows.has(code))).toEqual([]);
  });

  test('docs/errors.md has a section for every code, with its cause and cure, in order', () => {
    const page = readFileSync('docs/errors.md', 'utf8');
    const sections = page.matchAll(
      /^### ([a-z-]+)\n\n\*\*Cause:\*\* (.*)\. \*\*Cure:\*\* (.*) For example, /gm,
    );
    const listed = Object.entries(errorKinds).map(([code, { cause, cure }]) => [code, cause, cure]);
    expect([...sections].map(([, ...parts]) => parts)).toEqual(listed);
  });

  test.each(Object.keys(errorKinds) as ErrorCode[])('%s is in use', code => {
    expect(sources).toContain(`'${code}'`);
  });

  test.each(Object.entries(errorKinds))('%s has a cause and a cure', (_, { cause, cure }) => {
    expect(cause).toMatch(/^[a-z`].*[^.]$/);
    expect(cure).toMatch(/^[A-Z`].*\.$/);
  });
});
