import { CrmError } from '../base/crm-error.ts';
import type { SourceLocation } from '../base/source-location.ts';
import type { ResultColumn } from '../engine/engine.ts';
import { type DataType, dataTypeNames } from './data-type.ts';

/** Data that has been looked at as far as its columns go, and is ready to be read. */
export interface Input {
  /** Names and types of the table that will come of it. */
  readonly columns: readonly ResultColumn[];
  /** SQL that reads it, typed; fails where a value does not fit. */
  readonly select: string;
  /** Reads it again, slowly, to tell what is wrong with it; empty when nothing is found. */
  explain(): Promise<readonly CrmError[]>;
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
  return new CrmError('invalid-value', message, { location, hint: `write ${dataTypeNames}` });
}
