import type { CrmError } from '../../base/errors/crm-error.ts';
import { type ChangedNodes, changedNodes, type NodesState } from './changed-nodes.ts';
import { watchFiles } from './watch-files.ts';

/** A project as it is on disk. */
export interface WatchedProject<Loaded> {
  readonly loaded: Loaded;
  readonly state: NodesState;
  /** Files and directories to watch: the project's own and the raw files; absolute. */
  readonly paths: readonly string[];
}

/** What watching needs; `Loaded` is whatever the caller builds from. */
export interface WatchProjectOptions<Loaded> {
  /** Reads the project; gives its errors where it is broken. */
  readonly load: () => Promise<WatchedProject<Loaded> | { readonly errors: readonly CrmError[] }>;
  /**
   * Runs the nodes that a change affects. Returns the unique ids of nodes that have to run again with
   * the next change; where nothing was published, all of them run again.
   */
  readonly build: (
    loaded: Loaded,
    nodes: ChangedNodes,
  ) => Promise<'unpublished' | readonly string[]>;
  /** Shows the errors of a broken project; the last good build stays. */
  readonly onErrors: (errors: readonly CrmError[], files: readonly string[]) => void;
  /** A save that changes no result, such as a description. */
  readonly onUnchanged: (files: readonly string[]) => void;
  readonly onReady?: () => void;
  /** What to watch as long as the project cannot be read: crm_project.yml and the usual directories. */
  readonly fallbackPaths: readonly string[];
  /** The state that the published build was made from; everything is run first unless given. */
  readonly published?: NodesState | undefined;
  readonly signal: AbortSignal;
}

const nothing: NodesState = { fingerprints: new Map(), children: new Map() };

/**
 * Builds what changed since the last published build and all that depends on it, at the start and
 * on every save, until the signal is given. A broken project shows its errors and changes nothing.
 */
export async function watchProject<Loaded>(options: WatchProjectOptions<Loaded>): Promise<void> {
  let published = options.published ?? nothing;
  let paths = options.fallbackPaths;
  let seen = '';
  /** What a published build could not do, and is run again although nothing of it was saved. */
  let undone: ReadonlyMap<string, string> = new Map();
  const rebuild = async (files: readonly string[]): Promise<void> => {
    const found = await options.load();
    const before = seen;
    seen = describe(found);
    // Only a second look at the start comes without files.
    if (files.length === 0 && seen === before) return;
    if ('errors' in found) return options.onErrors(found.errors, files);
    paths = found.paths;
    const nodes = changedNodes(published, found.state);
    if (nodes.affected.length === 0 && nodes.removed.length === 0) {
      return options.onUnchanged(files);
    }
    const { fingerprints } = found.state;
    const saved = nodes.changed.filter(id => undone.get(id) !== fingerprints.get(id));
    const changed = saved.length === 0 ? nodes.changed : saved;
    const left = await options.build(found.loaded, { ...nodes, changed });
    if (left === 'unpublished') return;
    published = without(found.state, left);
    undone = new Map(left.flatMap(id => [[id, fingerprints.get(id) ?? '']]));
  };
  await rebuild([]);
  await watchFiles({
    paths: () => paths,
    onChange: rebuild,
    onReady: async () => {
      options.onReady?.();
      // What was saved during the first build, when nothing was watched yet.
      await rebuild([]);
    },
    signal: options.signal,
  });
}

/** The state in which these nodes have never been built. */
function without(state: NodesState, ids: readonly string[]): NodesState {
  const fingerprints = new Map(state.fingerprints);
  for (const id of ids) fingerprints.delete(id);
  return { ...state, fingerprints };
}

/** Tells two looks at a project apart. */
function describe(
  found: { readonly state: NodesState } | { readonly errors: readonly CrmError[] },
): string {
  return JSON.stringify(
    'errors' in found
      ? found.errors.map(({ message, location }) => [message, location])
      : [...found.state.fingerprints],
  );
}
