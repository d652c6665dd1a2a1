import { isAbsolute, relative, sep } from 'node:path';
import { CrmError } from '../base/crm-error.ts';
import { formatRelation, quoteLiteral } from '../base/relation.ts';
import type { Connection } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { Plan } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { Node, SourceNode } from '../template/node.ts';
import { nodesReadThrough } from './ancestors.ts';

type Origins = Pick<Project, 'root' | 'target'>;

/** What the comment on a loaded table begins with. */
const loadedFrom = 'loaded from ';

/** Has the table of a source say where its rows come from. */
export async function noteOrigin(
  connection: Connection,
  project: Origins,
  node: SourceNode,
): Promise<void> {
  const comment = quoteLiteral(`${loadedFrom}${originOf(project, node)}`);
  await connection.run(`comment on table ${formatRelation(node.relation)} is ${comment}`);
}

/**
 * Sources that the steps of a partial build get from the published build, directly or through what
 * it keeps, while the project now has them somewhere else: building on would mix two sets of raw
 * data without a word. Kept tables alone are one set, so they count only where something is loaded.
 */
export async function findMovedSources(
  connection: Connection,
  project: Origins,
  plan: Plan,
  manifest: Manifest,
): Promise<readonly CrmError[]> {
  const origins = await readOrigins(connection);
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const loads = plan.steps.some(step => step.kind === 'source');
  const isKept = (node: Node) =>
    node.resourceType === 'model' &&
    !planned.has(node.uniqueId) &&
    (loads || node.materialized !== 'table');
  const moved = new Map<string, CrmError>();
  for (const { kind, uniqueId } of plan.steps) {
    if (kind !== 'model' && kind !== 'test') continue;
    for (const read of nodesReadThrough(manifest, uniqueId, isKept)) {
      if (read.resourceType !== 'source' || planned.has(read.uniqueId)) continue;
      const loaded = origins.get(formatRelation(read.relation));
      const wanted = originOf(project, read);
      if (loaded !== undefined && loaded !== wanted) {
        moved.set(read.uniqueId, movedError(read, loaded, wanted));
      }
    }
  }
  return [...moved.values()];
}

function movedError(node: SourceNode, loaded: string, wanted: string): CrmError {
  const name = `${node.sourceName}.${node.name}`;
  return new CrmError(
    'source-moved',
    `the published build loaded source '${name}' from ${loaded}, and it is ${wanted} now`,
    {
      location: node.location,
      hint: `give the vars of that build, or build on it anew: crm-run build --select source:${name}+`,
    },
  );
}

/** Files relative to the project root, so that the project can be moved, unless they are absolute. */
function originOf({ root, target }: Origins, { origin }: SourceNode): string {
  const fromRoot = (path: string) => relative(root, path).replaceAll(sep, '/');
  if (origin.kind === 'file') {
    return isAbsolute(origin.path) ? origin.path : fromRoot(origin.file);
  }
  const attached = target.attach.find(({ alias }) => alias === origin.database);
  const table = formatRelation(origin.relation);
  return attached === undefined ? table : `${table} of ${fromRoot(attached.path)}`;
}

/** By relation; tables of builds that did not say it yet are not in it. */
async function readOrigins(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const { rows } = await connection.query(`
    select schema_name, table_name, comment from duckdb_tables()
    where database_name = current_database() and starts_with(comment, '${loadedFrom}')`);
  return new Map(
    rows.map(([schema, identifier, comment]) => [
      formatRelation({ schema: String(schema), identifier: String(identifier) }),
      String(comment).slice(loadedFrom.length),
    ]),
  );
}
