import { isUtf8 } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CrmError, CrmErrors } from '../../src/base/errors/crm-error.ts';
import { stampFile } from '../../src/base/files/file-stamp.ts';
import { type LoadRequest, loadTable } from '../../src/load/load-table.ts';
import type { LoadFixture } from '../integration/load-fixture.ts';
import { engineWords } from '../support/engine-words.ts';
import { readStrictCsv } from '../support/strict-csv.ts';
import { type CsvDraft, type CsvType, drawCsv } from './csv-drafts.ts';
import { Findings } from './findings.ts';

interface FuzzCsvReport {
  readonly files: number;
  readonly loaded: number;
  readonly refused: number;
  readonly broken: readonly string[];
}

type Rows = readonly (readonly (string | null)[])[];

/** Loads drawn files, and compares what comes of each with what a strict parser makes of it. */
export async function fuzzCsv(
  fixture: LoadFixture,
  { seconds, draw }: { readonly seconds: number; readonly draw: () => number },
): Promise<FuzzCsvReport> {
  const until = performance.now() + seconds * 1000;
  const counts = { files: 0, loaded: 0, refused: 0 };
  const findings = new Findings();
  while (performance.now() < until) {
    const draft = drawCsv(draw);
    counts.files += 1;
    try {
      const { problems, loaded } = await meet(fixture, draft);
      counts[loaded ? 'loaded' : 'refused'] += 1;
      for (const problem of problems) findings.add(problem, describe(draft));
      await fixture.connection.query('select 1');
    } catch (error) {
      findings.add(`no CrmError: ${(error as Error).stack ?? error}`, describe(draft));
      await fixture.restart();
    }
  }
  return { ...counts, broken: findings.list() };
}

function describe({ bytes, declared, delimiter, kind }: CsvDraft): string {
  const columns = declared.map(({ name, type }) => `${name} ${type}`).join(', ');
  const text = JSON.stringify(bytes.toString('latin1'));
  return `${kind} by ${JSON.stringify(delimiter)}, ${columns}, as Latin-1: ${text.slice(0, 3000)}`;
}

interface Met {
  readonly problems: readonly string[];
  readonly loaded: boolean;
}

async function meet(fixture: LoadFixture, draft: CsvDraft): Promise<Met> {
  writeFileSync(join(fixture.directory, 'p.csv'), draft.bytes);
  const before = process.cpuUsage();
  let errors: readonly CrmError[] = [];
  let warnings: readonly CrmError[] = [];
  try {
    warnings = (await loadTable(fixture.connection, requestOf(fixture, draft))).warnings;
  } catch (error) {
    if (!(error instanceof CrmErrors)) throw error;
    errors = error.errors;
    if (errors.length === 0) throw new Error('refused without an error');
  }
  const { user, system } = process.cpuUsage(before);
  const problems = [...errors, ...warnings].flatMap(error => toldBadly(error, draft));
  if (user + system > 2e6) problems.push(`${(user + system) / 1e6} seconds of CPU`);
  const expected = expectedRows(draft);
  if (errors.length > 0) {
    const said = errors.map(({ message }) => message).join('; ');
    if (typeof expected !== 'string') problems.push(`sound, but refused: ${said}`);
    return { problems, loaded: false };
  }
  const names = draft.declared.map(({ name }) => `${name}::varchar`).join(', ');
  const { rows } = await fixture.connection.query(`select ${names} from raw.loaded`);
  if (typeof expected === 'string') problems.push(`loaded, though ${expected}`);
  else problems.push(...differences(rows as Rows, expected));
  return { problems, loaded: true };
}

function requestOf(fixture: LoadFixture, { kind, declared, delimiter }: CsvDraft): LoadRequest {
  if (kind === 'source') {
    return fixture.source(
      'p.csv',
      declared.map(({ name, type }) => `${name} ${type}`),
    );
  }
  const columnTypes = Object.fromEntries(declared.map(({ name, type }) => [name, type]));
  const stamp = stampFile(join(fixture.directory, 'p.csv'));
  return fixture.seed('p.csv', { columnTypes, delimiter, stamp });
}

function toldBadly({ message, hint, location }: CrmError, { bytes }: CsvDraft): string[] {
  const problems: string[] = [];
  if (engineWords.test(message)) problems.push(`words of the database: ${message}`);
  if (message.length + (hint?.length ?? 0) > 1000) problems.push(`long: ${message.slice(0, 99)}`);
  const lines = bytes
    .toString()
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/);
  const { file, line, column } = location ?? { file: '', line: 0, column: 0 };
  const inside = column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  if (file !== 'p.csv' || !inside)
    problems.push(`${file}:${line}:${column} is outside: ${message}`);
  return problems;
}

/** Rows as text in the order of declaration, or why the file has to be refused. */
function expectedRows({ bytes, delimiter, header, declared }: CsvDraft): Rows | string {
  if (!isUtf8(bytes)) return 'it is not UTF-8';
  if (bytes[0] === 0 || bytes[1] === 0) return 'it is UTF-16';
  const read = readStrictCsv(bytes.toString().replace(/^\ufeff/, ''), delimiter);
  if ('refused' in read) return read.refused;
  const [, ...rows] = read.rows;
  const places = declared.map(({ name }) => header.indexOf(name));
  const values = rows.map(row =>
    declared.map(({ type }, at) => readValue(row[places[at] ?? -1] ?? '', type)),
  );
  const bad = values.flat().find(value => typeof value === 'object' && value !== null);
  return bad === undefined ? (values as Rows) : `a value is not a valid ${bad.not}`;
}

/** What a text is as a value of a type, printed; written apart from the program. */
function readValue(text: string, type: CsvType): string | null | { readonly not: CsvType } {
  if (text === '') return null;
  switch (type) {
    case 'varchar':
      return text;
    case 'boolean': {
      const word = text.toLowerCase();
      if (['true', 't', 'yes', 'y', '1'].includes(word)) return 'true';
      return ['false', 'f', 'no', 'n', '0'].includes(word) ? 'false' : { not: type };
    }
    case 'date': {
      const [, day = ''] = /^(\d{4}-\d\d-\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?$/.exec(text) ?? [];
      const time = Date.parse(`${day}T00:00:00Z`);
      const isDay =
        day !== '' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
      return isDay ? day : { not: type };
    }
    default:
      return decimalOf(text, type === 'integer' ? 0 : 2) ?? { not: type };
  }
}

function decimalOf(text: string, scale: 0 | 2): string | undefined {
  const [, sign = '', whole = '', point, decimals = ''] =
    /^([+-]?)(\d*)(?:(\.)(\d*))?$/.exec(text) ?? [];
  if (whole === '' && (decimals === '' || scale === 0)) return undefined;
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > scale || (point === undefined && decimals !== '')) return undefined;
  const units =
    BigInt(whole || '0') * 10n ** BigInt(scale) + BigInt(kept.padEnd(scale, '0') || '0');
  const value = sign === '-' ? -units : units;
  const [least, most] =
    scale === 0 ? [-(2n ** 31n), 2n ** 31n - 1n] : [-999_999_999n, 999_999_999n];
  if (value < least || value > most) return undefined;
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function differences(rows: Rows, expected: Rows): string[] {
  if (rows.length !== expected.length) return [`${rows.length} rows, not ${expected.length}`];
  for (const [at, row] of rows.entries()) {
    const wanted = expected[at] ?? [];
    // The driver leaves out a byte order mark that begins a text.
    const read = wanted.map(value => value?.replace(/^\ufeff/, '') ?? null);
    const column = row.findIndex((value, index) => value !== read[index]);
    if (column === -1) continue;
    const [is, should] = [row[column], wanted[column]].map(each =>
      JSON.stringify(each)?.slice(0, 99),
    );
    return [`row ${at + 1}, column ${column + 1} is ${is} and not ${should}`];
  }
  return [];
}
