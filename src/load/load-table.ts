import { CrmError, CrmErrors } from '../base/crm-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import { formatRelation, type Relation } from '../base/relation.ts';
import type { Connection, ResultColumn } from '../engine/engine.ts';
import type { SeedNode, SourceNode } from '../template/node.ts';
import type { Input } from './input.ts';
import { changedInputs, type InputStamp, stampInputs } from './input-stamp.ts';
import { endsWithLineEnd } from './last-line.ts';
import { openSeed } from './open-seed.ts';
import { openSource } from './open-source.ts';

/** What to load, and the table that it becomes; the table's schema exists already. */
export interface LoadRequest {
  readonly node: SourceNode | SeedNode;
  readonly relation: Relation;
  /** The files that it reads, as they were before anything of them was read; as they are now unless given. */
  readonly inputs?: readonly InputStamp[] | undefined;
}

/** A table that was loaded, and the statement that did it. */
export interface LoadedTable {
  readonly rows: number;
  readonly statement: string;
  /** What may be wrong with the files, though every row of them could be read. */
  readonly warnings: readonly string[];
}

/** Errors that are not about the data: reading it again would explain nothing. */
const notTheData: ReadonlySet<ErrorCode> = new Set([
  'interrupted',
  'out-of-memory',
  'disk-full',
  'sql-catalog',
  'file-unreadable',
]);

const whileRead = 'while it was read';

/**
 * Names and types of the table that a load will make, told from headers and file metadata, and for
 * the undeclared columns of a seed from its values. Throws CrmErrors with everything that is already
 * wrong: a missing file, missing or doubled columns, a type that files cannot be read into.
 */
export async function probe(
  connection: Connection,
  request: LoadRequest,
): Promise<readonly ResultColumn[]> {
  return (await openInput(connection, request)).columns;
}

/**
 * Reads a file or attached table into a new table with exactly the declared columns, order and
 * types (a seed: all columns of the file), and gives the statement that did. Throws CrmErrors with
 * every mistake in the data, at most 20 a file and the number of the others, or with `input-changed`
 * alone where a file was written to meanwhile; nothing is created then.
 */
export async function loadTable(
  connection: Connection,
  request: LoadRequest,
): Promise<LoadedTable> {
  const { inputs = stampInputs(request.node) } = request;
  try {
    const read = await readTable(connection, request, inputs);
    const loaded = { ...read, warnings: await warningsOf(inputs) };
    const changed = changedInputs(inputs, whileRead);
    if (changed.length === 0) return loaded;
    throw new CrmErrors(changed);
  } catch (error) {
    if (error instanceof CrmError && error.code === 'interrupted') throw error;
    // What is found in a file that changes is not what is wrong with it.
    const changed = changedInputs(inputs, whileRead);
    if (changed.length === 0) throw error;
    await connection.run(`drop table if exists ${formatRelation(request.relation)}`);
    throw new CrmErrors(changed);
  }
}

async function warningsOf(inputs: readonly InputStamp[]): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const { file, path, state } of inputs) {
    if ('errno' in state || !/\.csv$/i.test(file) || (await endsWithLineEnd(file))) continue;
    warnings.push(
      `${path} has no line end behind its last line, as a file that was cut off has none`,
    );
  }
  return warnings;
}

async function readTable(
  connection: Connection,
  request: LoadRequest,
  inputs: readonly InputStamp[],
): Promise<Omit<LoadedTable, 'warnings'>> {
  const input = await openInput(connection, request);
  const relation = formatRelation(request.relation);
  try {
    const statement = `create or replace table ${relation} as ${input.select}`;
    const rows = await connection.run(statement);
    return { rows: rows ?? 0, statement };
  } catch (error) {
    if (!(error instanceof CrmError) || notTheData.has(error.code)) throw error;
    // Nothing is to be explained of a file that is another one by now.
    if (changedInputs(inputs, whileRead).length > 0) throw error;
    const mistakes = await input.explain();
    if (mistakes.length > 0) throw new CrmErrors(mistakes);
    // The database refuses what the explanation does not: its own words are better than none.
    const { location } = request.node;
    const reason = error.message.split('\n')[0] ?? error.message;
    const message = `'${request.node.name}' could not be read: ${reason}`;
    throw new CrmErrors([new CrmError('bad-value', message, { location, cause: error })]);
  }
}

function openInput(connection: Connection, { node }: LoadRequest): Promise<Input> {
  return node.resourceType === 'seed' ? openSeed(node) : openSource(connection, node);
}
