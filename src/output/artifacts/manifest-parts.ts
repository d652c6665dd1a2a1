import type { Json, JsonObject } from '../../base/text/json.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { ColumnInfo, Node } from '../../nodes/node.ts';
import { compiledPath, runPath } from '../results/describe-node.ts';

/** What an entry needs next to its node. */
export interface ManifestNodeContext {
  readonly databaseName: string;
  readonly parents: readonly string[];
  readonly compiledSql: string | undefined;
  readonly createdAt: Date;
  /** True when its statement is in `target/run`. */
  readonly hasRun: boolean;
  readonly projectName: string;
}

/** How dbt names the YAML file that describes a node: `crm://models/crm/_crm.yml`. */
export function patchPath(projectName: string, file: string | undefined): string | null {
  return file === undefined ? null : `${projectName}://${file}`;
}

/** What every entry has. */
export function baseEntry(node: Node, context: ManifestNodeContext): Record<string, Json> {
  return {
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.packageName,
    path: node.path,
    original_file_path: node.originalFilePath,
    unique_id: node.uniqueId,
    fqn: [...node.fqn],
    config: node.config,
    description: node.description,
    created_at: context.createdAt.getTime() / 1000,
  };
}

/** What dbt says of everything but unit tests. */
export function labelEntry(node: Node): JsonObject {
  return { tags: [...node.tags], meta: node.meta, unrendered_config: node.unrenderedConfig };
}

/** The digest of what the person wrote. */
export function checksumEntry(node: Node): JsonObject {
  return { checksum: { name: 'sha256', checksum: node.checksum } };
}

/** The macros and nodes that a node reads. */
export function dependsOn(node: Node, { parents, projectName }: ManifestNodeContext): JsonObject {
  return {
    macros: node.macros.map(name => `macro.${projectName}.${name}`),
    nodes: [...parents],
  };
}

/** What a node reads, as dbt says it three times over. */
export function dependencyEntry(node: Node, context: ManifestNodeContext): JsonObject {
  return {
    depends_on: dependsOn(node, context),
    refs: node.refs.map(ref => ({ name: ref.name, package: null, version: null })),
    sources: node.sources.map(source => [source.sourceName, source.tableName]),
  };
}

/** The table or view that a node becomes. */
export function relationEntry(
  node: Extract<Node, { relation: unknown }>,
  { databaseName }: ManifestNodeContext,
): JsonObject {
  return {
    database: databaseName,
    schema: node.relation.schema,
    alias: node.relation.identifier,
    relation_name: formatRelation(node.relation),
  };
}

/** What dbt says of a node that has SQL but becomes no relation. */
export function noRelationEntry(node: Node, { databaseName }: ManifestNodeContext): JsonObject {
  return { database: databaseName, schema: '', alias: node.name, relation_name: null, columns: {} };
}

/** The SQL of a node, as written and as compiled. */
export function compiledEntry(
  node: Node,
  { compiledSql, hasRun }: ManifestNodeContext,
): JsonObject {
  return {
    raw_code: node.rawCode,
    language: 'sql',
    metrics: [],
    functions: [],
    doc_blocks: [],
    build_path: hasRun ? runPath(node) : null,
    compiled: compiledSql !== undefined,
    compiled_path: compiledSql === undefined ? null : compiledPath(node),
    ...(compiledSql === undefined ? {} : { compiled_code: compiledSql }),
    extra_ctes_injected: compiledSql !== undefined,
    extra_ctes: [],
  };
}

/** The described columns of a relation, by name. */
export function columnEntries(columns: readonly ColumnInfo[]): JsonObject {
  return Object.fromEntries(
    columns.map(column => [
      column.name,
      {
        name: column.name,
        description: column.description,
        data_type: column.dataType ?? null,
        meta: column.meta,
        tags: [...column.tags],
        constraints: [],
        quote: column.quote ?? null,
      },
    ]),
  );
}

/** What the config says of the documentation; shown unless it says otherwise. */
export function docsEntry({ config }: Node): JsonObject {
  return { show: true, node_color: null, ...(config.docs as JsonObject | undefined) };
}
