import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../base/write-file.ts';
import type { RunResult } from '../run/run-event.ts';
import type { Node } from '../template/node.ts';
import { compiledPath, runPath } from './describe-node.ts';

/** Writes the compiled SQL of nodes below `target/compiled/`. Throws as `writeFileAtomically`. */
export async function writeCompiled(
  root: string,
  nodes: ReadonlyMap<string, Node>,
  compiled: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [id, sql] of compiled) {
    const node = nodes.get(id);
    if (node !== undefined) await writeSql(join(root, compiledPath(node)), sql);
  }
}

/** Writes what a run sent to the database below `target/run/`. Throws as `writeFileAtomically`. */
export async function writeStatements(
  root: string,
  nodes: ReadonlyMap<string, Node>,
  result: RunResult,
): Promise<void> {
  for (const { uniqueId, statement } of result.results) {
    const node = nodes.get(uniqueId);
    if (node === undefined || statement === undefined) continue;
    await writeSql(join(root, runPath(node)), statement);
  }
}

/** Most files of a build say what they said before; looking is much less work than writing. */
async function writeSql(file: string, sql: string): Promise<void> {
  const text = sql.endsWith('\n') ? sql : `${sql}\n`;
  if (!says(file, text)) await writeFileAtomically(file, text);
}

/** What cannot be read is to be written, which tells what is wrong with it. */
function says(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}
