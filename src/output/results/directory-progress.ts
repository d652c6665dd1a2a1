import type { Node } from '../../nodes/node.ts';
import type { NodeResult } from '../../run/run-event.ts';
import { isFailure } from './format-result.ts';
import { nodeDirectory } from './node-directory.ts';

/** How far the nodes of one directory are. */
export interface DirectoryProgress {
  readonly name: string;
  readonly total: number;
  readonly results: readonly NodeResult[];
  readonly failed: number;
  /** Nodes that began, the one last heard of last; with seconds once they take long. */
  readonly running: ReadonlyMap<string, number | undefined>;
}

/** Counts the nodes of a run by directory. */
export interface ProgressByDirectory {
  begin(uniqueId: string, seconds?: number): void;
  /** Gives the directory when this was the last of its nodes. */
  finish(result: NodeResult): DirectoryProgress | undefined;
  /** Directories of which some but not all has run, in the order in which they began. */
  open(): readonly DirectoryProgress[];
  readonly count: number;
}

export function createProgressByDirectory(
  ids: readonly string[],
  nodes: ReadonlyMap<string, Node>,
): ProgressByDirectory {
  const byName = new Map<string, MutableProgress>();
  const byId = new Map<string, MutableProgress>();
  const begun = new Set<MutableProgress>();
  for (const id of ids) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const name = nodeDirectory(node, nodes);
    const known = byName.get(name) ?? {
      name,
      total: 0,
      results: [],
      failed: 0,
      running: new Map(),
    };
    known.total += 1;
    byName.set(name, known);
    byId.set(id, known);
  }
  return {
    count: byName.size,
    begin(id, seconds) {
      const directory = byId.get(id);
      if (directory === undefined) return;
      begun.add(directory);
      directory.running.delete(id);
      directory.running.set(id, seconds);
    },
    finish(result) {
      const directory = byId.get(result.uniqueId);
      if (directory === undefined) return undefined;
      begun.add(directory);
      directory.running.delete(result.uniqueId);
      directory.results.push(result);
      if (isFailure(result)) directory.failed += 1;
      if (directory.results.length < directory.total) return undefined;
      begun.delete(directory);
      return directory;
    },
    open: () => [...begun],
  };
}

interface MutableProgress extends DirectoryProgress {
  total: number;
  failed: number;
  readonly results: NodeResult[];
  readonly running: Map<string, number | undefined>;
}
