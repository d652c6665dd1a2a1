import type { Json, JsonObject } from '../../base/text/json.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { GroupInfo, MacroInfo, Node } from '../../nodes/node.ts';
import { manifestNode } from './manifest-node.ts';
import { patchPath } from './manifest-parts.ts';
import { artifactMetadata, type InvocationInfo } from './run-results-artifact.ts';

/** Compiled SQL by unique id, for the nodes that were compiled. */
export type CompiledNodes = ReadonlyMap<string, string>;

/** Which top-level key of the manifest holds a node of a kind. */
const sections: Readonly<Record<Node['resourceType'], string>> = {
  model: 'nodes',
  seed: 'nodes',
  test: 'nodes',
  operation: 'nodes',
  source: 'sources',
  unit_test: 'unit_tests',
  exposure: 'exposures',
};

/**
 * `target/manifest.json` in the shape of dbt's manifest v12; keys that nothing fills are empty.
 * `ran` has the ids of nodes whose statement was written to `target/run`.
 */
export function manifestArtifact(
  manifest: Manifest,
  databaseName: string,
  compiled: CompiledNodes,
  invocation: InvocationInfo,
  ran: ReadonlySet<string> = new Set(),
): JsonObject {
  const groups: Record<string, Record<string, Json>> = {
    nodes: {},
    sources: {},
    unit_tests: {},
    exposures: {},
  };
  const entry = (node: Node): JsonObject =>
    manifestNode(node, {
      databaseName,
      parents: manifest.parents.get(node.uniqueId) ?? [],
      compiledSql: compiled.get(node.uniqueId),
      createdAt: invocation.startedAt,
      hasRun: ran.has(node.uniqueId),
      projectName: manifest.projectName,
    });
  for (const [id, node] of manifest.nodes) {
    const group = groups[sections[node.resourceType]];
    if (group !== undefined) group[id] = entry(node);
  }
  const disabled: Record<string, Json> = {};
  for (const [id, node] of manifest.disabled) disabled[id] = [entry(node)];

  return {
    metadata: {
      ...artifactMetadata('manifest', 12, invocation),
      project_name: manifest.projectName,
      project_id: null,
      user_id: null,
      send_anonymous_usage_stats: false,
      adapter_type: 'duckdb',
    },
    ...groups,
    macros: Object.fromEntries(
      [...manifest.macros].map(([id, macro]) => [id, macroEntry(macro, manifest, invocation)]),
    ),
    docs: {},
    metrics: {},
    groups: Object.fromEntries(
      [...manifest.groups.values()].map(group => [group.uniqueId, groupEntry(group, manifest)]),
    ),
    selectors: {},
    disabled,
    parent_map: mapEntries(manifest.parents),
    child_map: mapEntries(manifest.children),
    group_map: groupMap(manifest),
    saved_queries: {},
    semantic_models: {},
  };
}

/** As dbt has it, with the file at the path that it was found by. */
function groupEntry(group: GroupInfo, { projectName }: Manifest): JsonObject {
  return {
    name: group.name,
    resource_type: 'group',
    package_name: projectName,
    path: group.originalFilePath,
    original_file_path: group.originalFilePath,
    unique_id: group.uniqueId,
    owner: { email: null, name: null, ...group.owner },
    description: group.description,
    config: { enabled: true, meta: group.meta },
  };
}

/** The members of every group, by its name. */
function groupMap({ groups, nodes }: Manifest): JsonObject {
  const members = (name: string) =>
    [...nodes.values()].filter(({ group }) => group === name).map(({ uniqueId }) => uniqueId);
  return Object.fromEntries([...groups.keys()].map(name => [name, members(name)]));
}

function mapEntries(map: ReadonlyMap<string, readonly string[]>): JsonObject {
  return Object.fromEntries([...map].map(([id, others]) => [id, [...others].sort()]));
}

function macroEntry(macro: MacroInfo, manifest: Manifest, invocation: InvocationInfo): JsonObject {
  return {
    name: macro.name,
    resource_type: 'macro',
    package_name: manifest.projectName,
    path: macro.originalFilePath,
    original_file_path: macro.originalFilePath,
    unique_id: macro.uniqueId,
    macro_sql: macro.macroSql,
    depends_on: { macros: [] },
    description: macro.description,
    meta: {},
    docs: { show: true, node_color: null },
    config: { meta: {}, docs: { show: true, node_color: null } },
    patch_path: patchPath(manifest.projectName, macro.patchFile),
    arguments: [],
    created_at: invocation.startedAt.getTime() / 1000,
    supported_languages: null,
  };
}
