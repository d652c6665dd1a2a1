import { DuckDBInstance } from '@duckdb/node-api';

/** The least that any program on a DuckDB file does: open it and select 1. */
const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'read_only' });
const connection = await instance.connect();
await connection.runAndReadAll('select 1');
connection.closeSync();
instance.closeSync();
