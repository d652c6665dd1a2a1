import type { TypedColumn } from '../dialect/types/typed-column.ts';
import type { ScalarFunction } from './scalar-function.ts';

/** A value of a result: decimals, dates, times and nested values come as DuckDB prints them. */
export type SqlValue = null | boolean | number | bigint | string;

export interface QueryResult {
  readonly columns: readonly TypedColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** A result whose values are JSON texts. */
export interface JsonResult {
  readonly columns: readonly TypedColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** A call of a function in a query. */
export interface FunctionCall {
  /** In lower case. */
  readonly name: string;
  /** Where it is in the query, in UTF-16 units. */
  readonly sqlOffset: number;
}

/** Share of a running query that is done, between 0 and 1; undefined while it is not known. */
export type Progress = number | undefined;

/**
 * A connection to a database. Every method throws CrmError, with `sqlOffset` where the database
 * says where in the statement the error is.
 */
export interface Connection {
  /** Runs one statement; gives the number of rows that it wrote, where the database reports it. */
  run(sql: string): Promise<number | undefined>;
  /** Runs one query and reads all its rows. */
  query(sql: string): Promise<QueryResult>;
  /** As `query`, with each value as JSON; numbers keep all their digits. */
  queryJson(sql: string): Promise<JsonResult>;
  /** Parses and binds a statement without running it. */
  prepare(sql: string): Promise<void>;
  /** Names and types of a query's columns, without running it. */
  describe(sql: string): Promise<readonly TypedColumn[]>;
  /**
   * True for a query whose columns come from the rows that it reads: a PIVOT without a list of
   * values. The database turns it into several statements, which all methods here run as one.
   */
  readsColumns(sql: string): Promise<boolean>;
  /** The functions that a query calls, in the order of its text; nothing is looked up or run. */
  functionCalls(sql: string): Promise<readonly FunctionCall[]>;
  /** Has plans made without optimizing them, which is quicker for statements that never run. */
  bindOnly(on: boolean): Promise<void>;
  /** Progress of the statement that is running. */
  progress(): Progress;
  /** Ends the running statement, which then throws CrmError `interrupted`. */
  interrupt(): void;
  /** Does nothing the second time. */
  close(): void;
}

/** An open database instance. */
export interface Engine {
  connect(): Promise<Connection>;
  /** Makes a function known to all connections, those that are open already included. */
  registerFunction(definition: ScalarFunction): Promise<void>;
  /** The functions that were registered, by name. */
  readonly functions: ReadonlyMap<string, ScalarFunction>;
  /** The database's version, such as v1.5.6. */
  readonly version: string;
  /** Threads that the database works with: the setting, or what the machine has. */
  readonly threads: number;
  close(): void;
}
