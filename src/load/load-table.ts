import { tmpdir } from 'node:os';
import { CrmError, CrmErrors } from '../base/errors/crm-error.ts';
import { fileError } from '../base/errors/file-error.ts';
import type { MappedSql } from '../base/text/mapped-sql.ts';
import { concatSql } from '../base/text/mapped-sql.ts';
import { formatRelation, type Relation } from '../dialect/names/relation.ts';
import type { TypedColumn } from '../dialect/types/typed-column.ts';
import type { Connection } from '../engine/engine.ts';
import type { SeedNode, SourceNode } from '../nodes/node.ts';
import { type Input, notTheData, type SecondReading } from './input.ts';
import { changedInputs, type InputStamp, stampInputs } from './input-stamp.ts';
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
  readonly warnings: readonly CrmError[];
}

/** The table that a load will make, as far as header and metadata show. */
export interface ProbedTable {
  readonly columns: readonly TypedColumn[];
  /** Undefined where the database can read the file only from a cleaned copy. */
  readonly statement: MappedSql | undefined;
}

const whileRead = 'while it was read';

/**
 * Names and types of the table that a load will make, from headers and file metadata (for the
 * undeclared columns of a seed, from its values), and the statement that makes it. Throws CrmErrors with everything that is already
 * wrong: a missing file, missing or duplicate columns, a type that files cannot be read into.
 */
export async function probe(connection: Connection, request: LoadRequest): Promise<ProbedTable> {
  const { columns, select } = await openInput(connection, request);
  const statement = select === undefined ? undefined : createFrom(request, select);
  return { columns, statement };
}

function createFrom({ relation }: LoadRequest, select: string): MappedSql {
  return concatSql([`create or replace table ${formatRelation(relation)} as ${select}`]);
}

/**
 * Reads a file or attached table into a new table with exactly the declared columns, order and
 * types (a seed: all columns of the file), and gives the statement that did. Throws CrmErrors with
 * every kind of error in the data, its first places and how many there are, or with
 * `input-changed` alone where a file was written to meanwhile; nothing is created then.
 */
export async function loadTable(
  connection: Connection,
  request: LoadRequest,
): Promise<LoadedTable> {
  const { inputs = stampInputs(request.node) } = request;
  try {
    const loaded = await readTable(connection, request, inputs);
    const changed = changedInputs(inputs, whileRead);
    if (changed.length === 0) return loaded;
    throw new CrmErrors(changed);
  } catch (error) {
    if (error instanceof CrmError && error.code === 'interrupted') throw error;
    // What is found in a file that changes is not what is wrong with it.
    const changed = changedInputs(inputs, whileRead);
    if (changed.length === 0) throw readingError(error, request.node);
    await connection.run(`drop table if exists ${formatRelation(request.relation)}`);
    throw new CrmErrors(changed);
  }
}

/** What the system refuses while a file is read once more is reported as such. */
function readingError(error: unknown, { location, ...node }: SourceNode | SeedNode): unknown {
  const path =
    node.resourceType === 'seed'
      ? node.originalFilePath
      : node.origin.kind === 'file'
        ? node.origin.path
        : node.origin.database;
  const told = fileError(error, path, 'reading');
  return told instanceof CrmError && told !== error
    ? new CrmErrors([told.with({ location })])
    : error;
}

async function readTable(
  connection: Connection,
  request: LoadRequest,
  inputs: readonly InputStamp[],
): Promise<LoadedTable> {
  const input = await openInput(connection, request);
  const relation = formatRelation(request.relation);
  const create = async (select: string) => {
    const { text: statement } = createFrom(request, select);
    return { rows: (await connection.run(statement)) ?? 0, statement };
  };
  try {
    const created = await read(connection, input, create, inputs);
    return { ...created, warnings: await input.warn(connection, request.relation) };
  } catch (error) {
    await connection.run(`drop table if exists ${relation}`).catch(() => undefined);
    throw error;
  }
}

type Created = Pick<LoadedTable, 'rows' | 'statement'>;
type Create = (select: string) => Promise<Created>;

async function read(
  connection: Connection,
  input: Input,
  create: Create,
  inputs: readonly InputStamp[],
): Promise<Created> {
  if (input.select === undefined || (await input.isUnsafe?.())) {
    return readExplained(connection, input, create);
  }
  try {
    const created = await create(input.select);
    if (!(await input.isDoubtful(created.rows))) return created;
  } catch (error) {
    if (!(error instanceof CrmError) || notTheData.has(error.code)) throw error;
    // Nothing is to be explained of a file that is another one by now.
    if (changedInputs(inputs, whileRead).length > 0) throw error;
    return readExplained(connection, input, create, error);
  }
  return readExplained(connection, input, create);
}

/** Says what is wrong with data that the database refused; where nothing is, reads it another way. */
async function readExplained(
  connection: Connection,
  input: Input,
  create: Create,
  cause?: CrmError,
): Promise<Created> {
  const { errors, second } = await input.explain(cause);
  if (errors.length > 0 || second === undefined) throw new CrmErrors(errors);
  return readAgain(connection, second, create);
}

/** Reads what the database did not take and nothing is wrong with; rows that are lost are an error. */
async function readAgain(
  connection: Connection,
  second: SecondReading,
  create: Create,
): Promise<Created> {
  const { rows: found } = await connection.query("select current_setting('temp_directory')");
  const directory = String(found[0]?.[0] ?? '') || tmpdir();
  let cause: unknown;
  try {
    const created = await second.read(directory, create);
    if (created.rows === second.rows) return created;
  } catch (error) {
    if (!(error instanceof CrmError) || notTheData.has(error.code)) throw error;
    cause = error;
  }
  throw new CrmErrors([await second.refusal(cause)]);
}

function openInput(connection: Connection, { node }: LoadRequest): Promise<Input> {
  return node.resourceType === 'seed' ? openSeed(node) : openSource(connection, node);
}
