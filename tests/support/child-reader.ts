import { openEngine } from '../../src/engine/duckdb/open-engine.ts';

/**
 * Opens a published file again and again until stdin ends, as any reader would, and prints what it
 * saw: how often it opened it, how often that failed, and how often it saw two builds at once. Says
 * `enough` once it has opened it so often and seen so many builds.
 */
const [path = '', opensWanted = '0', buildsWanted = '0'] = process.argv.slice(2);
const seen = new Set<string>();
const failures: string[] = [];
let opens = 0;
let mixed = 0;
let isEnough = false;
let open = true;
process.stdin.on('end', () => {
  open = false;
});
process.stdin.resume();

while (open) {
  opens += 1;
  try {
    const engine = await openEngine({ path, readOnly: true, settings: {} });
    const connection = await engine.connect();
    const { rows } = await connection.query(`
      select generation from crm.first union select generation from crm.fourth
      union select generation from crm.all_of_them`);
    if (rows.length !== 1) mixed += 1;
    seen.add(String(rows[0]?.[0]));
    connection.close();
    engine.close();
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  if (!isEnough && opens >= Number(opensWanted) && seen.size >= Number(buildsWanted)) {
    isEnough = true;
    process.stdout.write('{"type":"enough"}\n');
  }
  if (opens === 1) process.stdout.write('{"type":"ready"}\n');
}
process.stdout.write(
  `${JSON.stringify({ type: 'report', opens, mixed, failures, generations: seen.size })}\n`,
);
process.exit(0);
