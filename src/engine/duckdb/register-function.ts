import {
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { ScalarFunction } from '../scalar-function.ts';

/** Makes a function known to all connections of the instance that `connection` belongs to. */
export function registerFunction(connection: DuckDBConnection, definition: ScalarFunction): void {
  const scalar = DuckDBScalarFunction.create({
    name: definition.name,
    parameterTypes: definition.parameters.map(() => DOUBLE),
    returnType: DOUBLE,
    mainFunction: (info, input, output) => {
      try {
        computeRows(definition, input, output);
      } catch (error) {
        // An exception that leaves this function would end the process.
        const reason = error instanceof Error ? error.message : String(error);
        info.setError(`${definition.name}(): ${reason}`);
      }
    },
  });
  try {
    connection.registerScalarFunction(scalar);
  } finally {
    scalar.destroySync();
  }
}

function computeRows(
  { parameters, compute }: ScalarFunction,
  input: DuckDBDataChunk,
  output: DuckDBVector,
): void {
  const columns = parameters.map((_, at) => input.getColumnVector(at));
  for (let row = 0; row < input.rowCount; row += 1) {
    const values = columns.map(column => column.getItem(row));
    output.setItem(row, values.every(isNumber) ? compute(...values) : null);
  }
  // Values that were set one by one reach the database only now.
  output.flush();
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
