import { relative, sep } from 'node:path';
import { CrmError } from '../base/crm-error.ts';
import { formatRelation, quoteLiteral } from '../base/relation.ts';
import type { Connection } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { Plan } from '../plan/plan.ts';
import type { Node, SourceNode } from '../template/node.ts';
import { nodesReadThrough } from './ancestors.ts';

/** What the comment on a loaded table begins with. */
const loadedFrom = 'loaded from ';

/** Has the table of a source say where its rows come from; files relative to the project root. */
export async function noteOrigin(
  connection: Connection,
  root: string,
  node: SourceNode,
): Promise<void> {
  const comment = quoteLiteral(`${loadedFrom}${originOf(root, node)}`);
  await connection.run(`comment on table ${formatRelation(node.relation)} is ${comment}`);
}

/**
 * Sources that steps of a partial build read as the published build loaded them, while the project
 * now has them somewhere else: building on would mix two sets of raw data without a word.
 */
export async function findMovedSources(
  connection: Connection,
  root: string,
  plan: Plan,
  manifest: Manifest,
): Promise<readonly CrmError[]> {
  const origins = await readOrigins(connection);
  const planned = new Set(plan.steps.map(step => step.uniqueId));
  const isKeptView = (node: Node) =>
    node.resourceType === 'model' && node.materialized !== 'table' && !planned.has(node.uniqueId);
  const moved = new Map<string, CrmError>();
  for (const { kind, uniqueId } of plan.steps) {
    if (kind !== 'model' && kind !== 'test') continue;
    for (const read of nodesReadThrough(manifest, uniqueId, isKeptView)) {
      if (read.resourceType !== 'source' || planned.has(read.uniqueId)) continue;
      const loaded = origins.get(formatRelation(read.relation));
      const wanted = originOf(root, read);
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
      hint: `give the vars of that build, select it too, as in --select source:${name}, or build everything`,
    },
  );
}

function originOf(root: string, { origin }: SourceNode): string {
  return origin.kind === 'file'
    ? relative(root, origin.file).replaceAll(sep, '/')
    : `${origin.database}.${formatRelation(origin.relation)}`;
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
