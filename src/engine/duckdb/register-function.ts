import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { ScalarFunction } from '../scalar-function.ts';
import { duckDbType, fromDuckDb, toDuckDb } from './function-values.ts';

/** Makes a function known to all connections of the instance that `connection` belongs to. */
export function registerFunction(connection: DuckDBConnection, definition: ScalarFunction): void {
  const scalar = DuckDBScalarFunction.create({
    name: definition.name,
    parameterTypes: Object.values(definition.parameters).map(duckDbType),
    returnType: duckDbType(definition.returns),
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
  { parameters, returns, compute }: ScalarFunction,
  input: DuckDBDataChunk,
  output: DuckDBVector,
): void {
  const call = compute as (args: Readonly<Record<string, unknown>>) => unknown;
  const columns = Object.entries(parameters).map(([name, type], at) => ({
    name,
    type,
    vector: input.getColumnVector(at),
  }));
  for (let row = 0; row < input.rowCount; row += 1) {
    const values = columns.map(({ vector }) => vector.getItem(row));
    if (values.includes(null)) {
      output.setItem(row, null);
      continue;
    }
    const args = columns.map(({ name, type }, at) => [
      name,
      fromDuckDb(values[at] ?? null, type, name),
    ]);
    output.setItem(row, toDuckDb(call(Object.fromEntries(args)), returns));
  }
  // Values that were set one by one reach the database only now.
  output.flush();
}
