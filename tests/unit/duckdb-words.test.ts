import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';

/**
 * Where DuckDB is spoken: its dialect, its engine, the reading of files, its warehouse, and the SQL of
 * the CRM domain, which is written for it as the models are.
 */
const speaks = /^(?:dialect|engine\/duckdb|load|warehouse\/duckdb-file|crm)\//;

/** What only DuckDB understands, in code. */
const words = [
  /\bduckdb_\w+\(/,
  /\bread_(?:csv|parquet)\b/,
  /['"`](?:attach|detach)\s/,
  /\bpragma\s+\w+/,
  /\bcheckpoint\s+\$?[\w{]/,
  /\bset (?:global )?temp_directory\b/,
  /\bcurrent_(?:database|setting)\(/,
  /\b__(?:next|published|previous|lock|built)\b/,
  /\bcreate (?:or replace )?(?:temp )?(?:table|view)\b/,
  /\bcopy \(/,
  /engine\/duckdb\//,
];

/** The composition: it opens DuckDB with the functions of the project. */
const opens = 'functions/open-project-engine.ts';

function wordsIn(file: string, text: string): string[] {
  if (speaks.test(file) || file === opens) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  return words.flatMap(word => {
    const found = word.exec(code)?.[0];
    return found === undefined ? [] : [`${file}: ${found}`];
  });
}

describe('words of DuckDB', () => {
  it('are written by its dialect, its engine, its warehouse and what reads files', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map(file => file.replaceAll('\\', '/'))
      .filter(file => file.endsWith('.ts'));
    expect(files.flatMap(file => wordsIn(file, readFileSync(`src/${file}`, 'utf8')))).toEqual([]);
  });

  test.each([
    "connection.query('select * from duckdb_tables()')",
    "'attach ' + path",
    "run('detach x')",
    "run('pragma enable_optimizer')",
    "'create or replace temp table x as select 1'",
    "import { openEngine } from '../engine/duckdb/open-engine.ts'",
  ])('are found elsewhere: %s', text => {
    expect(wordsIn('run/steps/x.ts', text)).not.toEqual([]);
    expect(wordsIn('engine/duckdb/x.ts', text)).toEqual([]);
  });
});
