import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { againWhereVanished } from '../../base/files/again-where-vanished.ts';
import { makeTargetDirectory, targetDirectory } from '../../base/files/target-directory.ts';
import { writeSmallFile } from '../../base/files/write-file.ts';
import { scrub } from '../../base/text/secrets.ts';
import type { Node } from '../../nodes/node.ts';
import type { RunResult } from '../../run/run-event.ts';
import { compiledPath, runPath } from '../results/describe-node.ts';

/** Writes the compiled SQL of nodes below `target/compiled/`. Throws CrmError. */
export async function writeCompiled(
  root: string,
  nodes: ReadonlyMap<string, Node>,
  compiled: ReadonlyMap<string, string>,
): Promise<void> {
  const files = new Map<string, string>();
  for (const [id, sql] of compiled) {
    const node = nodes.get(id);
    if (node !== undefined) files.set(compiledPath(node), sql);
  }
  await writeFiles(root, files);
}

/** Writes what a run sent to the database below `target/run/`. Throws CrmError. */
export async function writeStatements(
  root: string,
  nodes: ReadonlyMap<string, Node>,
  result: RunResult,
): Promise<void> {
  const files = new Map<string, string>();
  for (const { uniqueId, statement } of result.results) {
    const node = nodes.get(uniqueId);
    if (node !== undefined && statement !== undefined) {
      files.set(runPath(node), statement);
    }
  }
  await writeFiles(root, files);
}

/** SQL by file, relative to the root. Most files of a build say what they said before, and are left alone. */
async function writeFiles(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const directory of new Set([...files.keys()].map(directoryOf))) {
    await makeTargetDirectory(root, directory);
  }
  for (const [path, sql] of files) {
    const file = join(root, path);
    const text = scrub(sql.endsWith('\n') ? sql : `${sql}\n`);
    if (says(file, text)) continue;
    await againWhereVanished(async attempt => {
      if (attempt > 1) await makeTargetDirectory(root, directoryOf(path));
      writeSmallFile(file, text);
    });
  }
}

/** The directory of a file, below target/. */
function directoryOf(path: string): string {
  return posix.relative(targetDirectory, posix.dirname(path));
}

/** What cannot be read is to be written, which says what is wrong with it. */
function says(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}
