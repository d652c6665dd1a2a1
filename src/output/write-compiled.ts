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
    if (node !== undefined) await writeFileAtomically(join(root, compiledPath(node)), endLine(sql));
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
    await writeFileAtomically(join(root, runPath(node)), endLine(statement));
  }
}

function endLine(sql: string): string {
  return sql.endsWith('\n') ? sql : `${sql}\n`;
}
