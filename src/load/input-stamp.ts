import { CrmError } from '../base/errors/crm-error.ts';
import type { SourceLocation } from '../base/errors/source-location.ts';
import { describeChange, type FileState, stampFile } from '../base/files/file-stamp.ts';
import type { SeedNode, SourceNode } from '../nodes/node.ts';

/** A file that data comes from, and its state before anything of it was read. */
export interface InputStamp {
  /** Absolute. */
  readonly file: string;
  /** How the person knows it. */
  readonly path: string;
  readonly state: FileState;
  /** Where it is named. */
  readonly location: SourceLocation | undefined;
}

/** Stamps of the attached files by alias in lower case, from before they were attached. */
export type AttachedStamps = ReadonlyMap<string, readonly InputStamp[]>;

/** The files of a source or seed as they are now; a seed as it was before its checksum was taken. */
export function stampInputs(
  node: SourceNode | SeedNode,
  attached?: AttachedStamps,
): readonly InputStamp[] {
  const { location } = node;
  if (node.resourceType === 'seed') {
    const { file, originalFilePath: path, stamp: state } = node;
    return [{ file, path, state, location }];
  }
  const { origin } = node;
  if (origin.kind === 'table') return attached?.get(origin.database.toLowerCase()) ?? [];
  const { file, path } = origin;
  return [{ file, path, state: stampFile(file), location }];
}

/** An attached database file: what has not been checkpointed is in the log next to it. */
export function stampDatabase(path: string): readonly InputStamp[] {
  return [path, `${path}.wal`].map(file => ({
    file,
    path: file,
    state: stampFile(file),
    location: undefined,
  }));
}

/**
 * Files that are not as they were: an error each. A file that was saved again counts as changed
 * even if it holds the same, for it may have held something else in between. `since` says what has
 * been going on: `while it was read`.
 */
export function changedInputs(inputs: readonly InputStamp[], since: string): readonly CrmError[] {
  const errors = new Map<string, CrmError>();
  for (const { file, path, state, location } of inputs) {
    const change = errors.has(file) ? undefined : describeChange(state, stampFile(file));
    if (change === undefined) continue;
    const error = new CrmError(
      'input-changed',
      {
        path,
        reason: `${path} changed ${since}: ${change}`,
        hint: 'build again when nothing writes to it',
      },
      { location },
    );
    errors.set(file, error);
  }
  return [...errors.values()];
}
