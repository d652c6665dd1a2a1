import { readFileSync, rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Runs the statements of a finished build one after the other through a bare connection, into a
 * new file. Arguments: a JSON file of statements, the file to build, the directory to run in.
 */
const [statementsFile = '', warehouse = '', directory = '.'] = process.argv.slice(2);
const { schemas, statements } = JSON.parse(readFileSync(statementsFile, 'utf8')) as {
  schemas: string[];
  statements: string[];
};
process.chdir(directory);
rmSync(warehouse, { force: true });
const instance = await DuckDBInstance.create(':memory:', { temp_directory: `${warehouse}.tmp` });
const connection = await instance.connect();
await connection.run("set TimeZone = 'UTC'");
await connection.run(`attach '${warehouse}' as replay (recovery_mode no_wal_writes)`);
await connection.run('use replay');
for (const schema of schemas) await connection.run(`create schema if not exists ${schema}`);
for (const statement of statements) {
  const result = await connection.runAndReadAll(statement);
  result.getRows();
}
await connection.run('checkpoint replay');
await connection.run('use memory');
await connection.run('detach replay');
connection.closeSync();
instance.closeSync();
