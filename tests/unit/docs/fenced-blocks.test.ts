import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { docPages } from '../../support/doc-pages.ts';
import { fencedBlocks } from '../../support/fenced-blocks.ts';
import { load, printError } from '../project/write-project.ts';

/** What a block can be: to be run by hand (bash) or by tests, to be parsed, or to be looked at. */
const languages = new Set(['bash', 'console', 'mermaid', 'sql', 'text', 'yaml']);

const blocks = [...docPages()].flatMap(([path, page]) =>
  fencedBlocks(page).map(block => ({ place: `${path}:${block.line}`, ...block })),
);
const ofLanguage = (language: string) =>
  blocks
    .filter(block => block.language === language)
    .map(({ place, text }) => [place, text] as const);

describe('every fenced block of the documentation', () => {
  it('names its language', () => {
    const unnamed = blocks.filter(
      // errors.md is generated from the tests of the errors that it shows
      ({ language, place }) => !languages.has(language) && !place.startsWith('docs/errors.md:'),
    );
    expect(unnamed.map(({ place }) => place)).toEqual([]);
  });

  it('that starts with a command of crm-run is a console block, and no other is one', () => {
    const wrong = blocks.filter(
      ({ language, text }) => (language === 'console') !== text.startsWith('$ npx crm-run'),
    );
    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  it.each(ofLanguage('yaml'))('of YAML is accepted as a file of a project: %s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each(ofLanguage('sql'))('of SQL is parsed by DuckDB: %s', async (_, text) => {
    await expect(parseSql(text)).resolves.toBeGreaterThan(0);
  });
});

it('the check of YAML blocks rejects keys that nothing reads', () => {
  expect(problems('name: shop\ntargets:\n  dev: {type: duckdb, pth: a.duckdb}\n')).not.toEqual([]);
  expect(problems('models:\n  - name: a\n    descripton: b\n')).not.toEqual([]);
});

it('the check of SQL blocks rejects what DuckDB does not parse', async () => {
  await expect(parseSql('select 1 form t')).rejects.toThrow(/syntax error/);
});

it('a block that is never closed is an error', () => {
  expect(() => fencedBlocks('text\n```sql\nselect 1\n')).toThrow(/line 2 is never closed/);
});

/** A project file may name these directories. */
const directories = {
  'models/staging/stg_orders.sql': 'select 1 as order_id',
  'seeds/order_statuses.csv': 'status\npaid\n',
  'macros/one.sql': '{% macro one() %}1{% endmacro %}',
  'tests/one_is_one.sql': 'select 1 where 1 <> 1',
};

/** Errors of a YAML block, read as crm_project.yml if it has targets, else as a property file. */
function problems(text: string): string[] {
  const file = 'targets' in parse(text) ? 'crm_project.yml' : 'models/block.yml';
  return load({ ...directories, [file]: text }).errors.map(printError);
}

/** Number of statements in the text. Rejects what DuckDB's parser rejects. */
async function parseSql(text: string): Promise<number> {
  const instance = await DuckDBInstance.create();
  try {
    const connection = await instance.connect();
    return (await connection.extractStatements(text)).count;
  } finally {
    instance.closeSync();
  }
}
