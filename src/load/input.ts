import { CrmError } from '../base/errors/crm-error.ts';
import type { ErrorCode } from '../base/errors/error-kinds.ts';
import type { SourceLocation } from '../base/errors/source-location.ts';
import type { Relation } from '../dialect/names/relation.ts';
import { type DataType, dataTypeNames } from '../dialect/types/data-type.ts';
import type { TypedColumn } from '../dialect/types/typed-column.ts';
import type { Connection } from '../engine/engine.ts';

/** Errors that are not about the data: reading it again would explain nothing. */
export const notTheData: ReadonlySet<ErrorCode> = new Set([
  'interrupted',
  'out-of-memory',
  'disk-full',
  'system-error',
  'sql-catalog',
  'file-unreadable',
]);

/** Data that has been looked at as far as its columns go, and is ready to be read. */
export interface Input {
  /** Names and types of the table that will come of it. */
  readonly columns: readonly TypedColumn[];
  /** SQL that reads it, typed; fails where a value does not fit. Undefined where none does that. */
  readonly select: string | undefined;
  /** Whether the database itself may break on it, and must not see it before it is explained. */
  isUnsafe?(): Promise<boolean>;
  /** Reads it slowly to say what is wrong with it, after the database refused it if it did. */
  explain(cause?: CrmError): Promise<Explanation>;
  /** Whether it may not be what the database made of it, and has to be explained. */
  isDoubtful(rows: number): Promise<boolean>;
  /** What is odd about it, looked for once it is a table. */
  warn(connection: Connection, relation: Relation): Promise<readonly CrmError[]>;
}

/** Why data is refused; or, where nothing is wrong with it, how to read it in another way. */
export interface Explanation {
  readonly errors: readonly CrmError[];
  readonly second?: SecondReading;
}

/** A slower way to read data that the database does not take as it is. */
export interface SecondReading {
  /** Rows that it has to give. */
  readonly rows: number;
  /** Calls `use` with SQL that reads it, over a file that lies in `directory` until then. */
  read<T>(directory: string, use: (select: string) => Promise<T>): Promise<T>;
  /** What to say when the database does not take it in this way either. */
  refusal(cause: unknown): Promise<CrmError>;
}

/** A table that data was loaded into. */
export interface LoadedInto {
  readonly connection: Connection;
  readonly relation: Relation;
}

/** A column that the table is to have. */
export interface WantedColumn {
  readonly name: string;
  readonly type: DataType;
  readonly optional: boolean;
  /** Where it is declared. */
  readonly location: SourceLocation;
}

/** The error of a declared type that files cannot be read into. */
export function unknownType(name: string, dataType: string, location: SourceLocation): CrmError {
  const message = `column '${name}': a file cannot be read into the type '${dataType}'`;
  return new CrmError(
    'invalid-value',
    { reason: message, hint: `write ${dataTypeNames}` },
    { location },
  );
}
