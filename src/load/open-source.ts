import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { CrmError, CrmErrors } from '../base/errors/crm-error.ts';
import { nearestHint } from '../base/text/nearest.ts';
import { formatRelation, quoteIdentifier } from '../dialect/names/relation.ts';
import { filePattern, plainParquetFile } from '../dialect/statements/path-literal.ts';
import { parseDataType } from '../dialect/types/data-type.ts';
import type { Connection } from '../engine/engine.ts';
import type { SourceNode } from '../nodes/node.ts';
import { checkHeader } from './csv/check-header.ts';
import { readCsvHeader } from './csv/csv-header.ts';
import { csvInput } from './csv/csv-input.ts';
import { hasLookalike, readFileErrors } from './file-errors.ts';
import { type Input, notTheData, unknownType, type WantedColumn } from './input.ts';
import { tableInput } from './table-input.ts';

/**
 * A source as the table that it becomes: its declared columns, and no others. Throws CrmErrors with
 * everything that is wrong with its declaration, its file and its columns.
 */
export async function openSource(connection: Connection, node: SourceNode): Promise<Input> {
  if (node.columns.length === 0) {
    const message = `source '${node.sourceName}.${node.name}' declares no columns`;
    const { location } = node;
    const hint = 'list its columns with their data_type';
    throw new CrmErrors([
      new CrmError('missing-key', { key: 'columns', reason: message, hint }, { location }),
    ]);
  }
  const errors: CrmError[] = [];
  const wanted = await wantedColumns(connection, node, errors);
  let input: Input | undefined;
  try {
    input = await openOrigin(connection, node, wanted, errors);
  } catch (error) {
    if (!(error instanceof CrmErrors)) throw error;
    const [first] = error.errors;
    const absent = first?.code === 'missing-file';
    if (absent && node.optional && !(await isMisnamed(node))) input = emptyInput(wanted);
    else errors.push(...error.errors);
  }
  if (errors.length > 0 || input === undefined) throw new CrmErrors(errors);
  return input;
}

/** An optional file under another name would be left out without a word. */
async function isMisnamed({ origin }: SourceNode): Promise<boolean> {
  return origin.kind === 'file' && hasLookalike(origin.file);
}

async function wantedColumns(
  connection: Connection,
  node: SourceNode,
  errors: CrmError[],
): Promise<readonly WantedColumn[]> {
  let zones: ReadonlySet<string> | undefined;
  const wanted: WantedColumn[] = [];
  for (const { name, dataType = 'varchar', timeZone, optional, location } of node.columns) {
    if (timeZone !== undefined) {
      zones ??= await timeZoneNames(connection);
      if (!zones.has(timeZone)) {
        const message = `column '${name}': '${timeZone}' is not a time zone`;
        const hint = nearestHint(timeZone, zones) ?? 'write a name such as UTC or Europe/Berlin';
        errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
      }
    }
    const type = parseDataType(dataType, timeZone);
    if (type === undefined) errors.push(unknownType(name, dataType, location));
    else wanted.push({ name, type, optional, location });
  }
  return wanted;
}

async function timeZoneNames(connection: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query('select name from pg_timezone_names()');
  return new Set(rows.map(([name]) => String(name)));
}

async function openOrigin(
  connection: Connection,
  node: SourceNode,
  wanted: readonly WantedColumn[],
  errors: CrmError[],
): Promise<Input> {
  const { origin, location } = node;
  if (origin.kind === 'table') return openTable(connection, node, origin, wanted, errors);
  const { file, path } = origin;
  switch (extname(file).toLowerCase()) {
    case '.csv': {
      const names = wanted.map(({ name }) => name);
      const header = await readFileErrors(file, path, location, () =>
        readCsvHeader(file, path, names),
      );
      errors.push(...checkHeader(header, path, wanted));
      return csvInput(file, path, header, wanted, { exported: true });
    }
    case '.parquet':
      return openParquet(connection, node, { file, path }, wanted, errors);
    default:
      throw new CrmErrors([
        new CrmError(
          'invalid-value',
          {
            reason: `${path} is neither a .csv nor a .parquet file`,
            hint: 'export it as CSV or Parquet',
          },
          { location },
        ),
      ]);
  }
}

async function openParquet(
  connection: Connection,
  node: SourceNode,
  { file, path }: { file: string; path: string },
  wanted: readonly WantedColumn[],
  errors: CrmError[],
): Promise<Input> {
  const { location } = node;
  await readFileErrors(file, path, location, async () => (await open(file, 'r')).close());
  const from = `read_parquet(${filePattern(file)}, ${plainParquetFile})`;
  const numbered =
    `(select file_row_number + 1 as row_number, * exclude (file_row_number) ` +
    `from read_parquet(${filePattern(file)}, file_row_number = true, ${plainParquetFile}))`;
  try {
    return await tableInput(connection, { path, from, numbered }, wanted, errors);
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    if (notTheData.has(error.code) && error.code !== 'file-unreadable') {
      throw error.with({ location });
    }
    const message = `${path} is not a Parquet file that can be read: ${error.message}`;
    throw new CrmErrors([
      new CrmError('file-unreadable', { path, reason: message }, { location, cause: error }),
    ]);
  }
}

async function openTable(
  connection: Connection,
  node: SourceNode,
  origin: SourceNode['origin'] & { kind: 'table' },
  wanted: readonly WantedColumn[],
  errors: CrmError[],
): Promise<Input> {
  const from = `${quoteIdentifier(origin.database)}.${formatRelation(origin.relation)}`;
  const numbered = `(select row_number() over () as row_number, * from ${from})`;
  try {
    return await tableInput(connection, { path: from, from, numbered }, wanted, errors);
  } catch (error) {
    if (!(error instanceof CrmError) || error.code !== 'sql-catalog') throw error;
    const message = `${from} does not exist`;
    const { hint } = error;
    throw new CrmErrors([
      new CrmError(
        'missing-file',
        { path: from, reason: message, hint },
        { location: node.location, cause: error },
      ),
    ]);
  }
}

function emptyInput(wanted: readonly WantedColumn[]): Input {
  const values = wanted.map(
    ({ name, type }) => `cast(null as ${type.sql}) as ${quoteIdentifier(name)}`,
  );
  return {
    columns: wanted.map(({ name, type }) => ({ name, type: type.sql })),
    select: `select ${values.join(', ')} limit 0`,
    explain: async () => ({ errors: [] }),
    isDoubtful: async () => false,
    warn: async () => [],
  };
}
