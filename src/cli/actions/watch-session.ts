import { join, resolve } from 'node:path';
import type { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { formatCount } from '../../base/text/format-count.ts';
import { findProject, projectFileName } from '../../project/find-project.ts';
import type { RunResult } from '../../run/run-event.ts';
import { isBad } from '../../run/steps/execute-steps.ts';
import type { ChangedNodes } from '../../run/watch/changed-nodes.ts';
import { readNodesState } from '../../run/watch/nodes-state.ts';
import { type WatchedProject, watchProject } from '../../run/watch/watch-project.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import { type Invocation, reportErrors, say } from '../arguments/invocation.ts';
import { withInterrupt } from '../terminal/interrupt.ts';
import { executeRun, selectForRun } from './run-project.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** What to watch as long as the project file itself cannot be read. */
const fallback = [projectFileName, 'models', 'seeds', 'macros', 'tests'];

/** Builds on every save until Ctrl-C, which is how it is meant to end. Gives the exit code. */
export async function watchSession(invocation: Invocation, options: RunOptions): Promise<number> {
  // without a project there is nothing to watch; one with errors in it is worth waiting for
  const root = findProject(resolve(invocation.terminal.cwd, options.projectDir ?? '.'));
  return withInterrupt(invocation.terminal, async signal => {
    await watchProject<Workspace>({
      fallbackPaths: fallback.map(path => join(root, path)),
      signal,
      load: () => load(invocation, options),
      build: (session, nodes) => build(invocation, session, nodes, options, signal),
      onErrors: (errors, files) => {
        announce(invocation, files);
        reportErrors(invocation, errors);
        say(invocation, 'The last good build stays. Waiting for a file to be saved.');
      },
      onUnchanged: files => {
        announce(invocation, files);
        say(invocation, 'Nothing to rebuild.');
      },
      onReady: () => say(invocation, 'Watching for saved files; Ctrl-C ends it.'),
    });
    return 0;
  });
}

async function load(
  invocation: Invocation,
  options: RunOptions,
): Promise<WatchedProject<Workspace> | { readonly errors: readonly CrmError[] }> {
  try {
    const session = await openWorkspace(invocation, options);
    const state = await readNodesState(session.manifest, session.compiler);
    return { loaded: session, state, paths: watchedPaths(session) };
  } catch (error) {
    return { errors: knownErrors(error) };
  }
}

async function build(
  invocation: Invocation,
  session: Workspace,
  nodes: ChangedNodes,
  options: RunOptions,
  signal: AbortSignal,
): Promise<'unpublished' | readonly string[]> {
  try {
    const found = selectForRun(invocation, session, options);
    const { selected } = found;
    // what is gone leaves the file only when all of it is made anew
    const whole = nodes.removed.length > 0 || nodes.affected.length === session.manifest.nodes.size;
    const affected = whole ? selected : new Set(nodes.affected.filter(id => selected.has(id)));
    if (affected.size === 0) {
      say(invocation, 'Nothing of the selection to rebuild.');
      return [];
    }
    const names = nodes.changed.map(id => session.manifest.nodes.get(id)?.name ?? id);
    if (!whole) say(invocation, `\nChanged: ${shorten(names)}.`);
    const isAll = whole && (options.select ?? options.exclude) === undefined;
    const selection = { ...found, selected: affected };
    const request = { ...selection, scope: 'build', whole: isAll } as const;
    const result = await executeRun(invocation, session, request, options, signal);
    return result.published ? leftToDo(result) : 'unpublished';
  } catch (error) {
    reportErrors(invocation, knownErrors(error));
    return 'unpublished';
  }
}

/** What a published build could not do: what it withheld, and what failed there. */
function leftToDo({ results, withheld }: RunResult): readonly string[] {
  return [...results.filter(isBad), ...withheld].map(({ uniqueId }) => uniqueId);
}

function announce(invocation: Invocation, files: readonly string[]): void {
  if (files.length === 0) return;
  say(invocation, `\nSaved: ${shorten(files.map(invocation.diagnostics.showPath))}.`);
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${formatCount(names.length - 5)} more` : shown;
}

function watchedPaths({ project, manifest }: Workspace): string[] {
  const { models, seeds, macros, tests } = project.paths;
  const own = [project.configFile, ...models, ...seeds, ...macros, ...tests];
  const raw = [...manifest.nodes.values()].flatMap(node =>
    node.resourceType === 'source' && node.origin.kind === 'file' ? node.origin.file : [],
  );
  return [...new Set([...own.map(path => join(project.root, path)), ...raw])];
}
