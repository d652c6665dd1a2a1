import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Opens a database file for writing, as any program would, and holds it until stdin ends. With a
 * third argument it inserts that number into the table `theirs` once and is killed by nobody: the
 * commit may be in the log alone. Prints a line of JSON for what it could do.
 */
const [path = '', value] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('create table if not exists theirs (n integer)');
  if (value !== undefined) await connection.run(`insert into theirs values (${Number(value)})`);
  say({ type: 'open' });
  await new Promise(resolve => process.stdin.once('end', resolve).resume());
  connection.closeSync();
  instance.closeSync();
  say({ type: 'closed' });
} catch (error) {
  say({ type: 'refused', message: error instanceof Error ? error.message : String(error) });
}
