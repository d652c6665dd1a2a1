import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../base/json.ts';
import { formatRelation } from '../base/relation.ts';
import type {
  ColumnInfo,
  ModelNode,
  Node,
  SeedNode,
  SourceNode,
  UnitTestNode,
} from '../template/node.ts';
import { compiledPath, runPath } from './describe-node.ts';

/** What an entry needs beside its node. */
export interface ManifestNodeContext {
  readonly databaseName: string;
  readonly parents: readonly string[];
  readonly compiledSql: string | undefined;
  readonly createdAt: Date;
  /** True when its statement is in `target/run`. */
  readonly hasRun: boolean;
  readonly projectName: string;
}

/** One entry of the manifest's nodes, sources, unit_tests or exposures. */
export function manifestNode(node: Node, context: ManifestNodeContext): JsonObject {
  const base = baseEntry(node, context);
  switch (node.resourceType) {
    case 'source':
      return { ...base, ...labelEntry(node), ...sourceEntry(node, context) };
    case 'unit_test':
      return { ...base, ...unitTestEntry(node), depends_on: dependsOn(node, context) };
    case 'exposure':
      return {
        ...base,
        ...labelEntry(node),
        ...dependencyEntry(node, context),
        type: node.type,
        owner: node.owner,
        label: node.label ?? null,
        url: node.url ?? null,
        maturity: node.maturity ?? null,
        metrics: [],
      };
    case 'model':
      return {
        ...base,
        ...labelEntry(node),
        ...checksumEntry(node),
        ...dependencyEntry(node, context),
        ...relationEntry(node, context),
        ...compiledEntry(node, context),
        columns: columnEntries(node.columns),
        contract: contractEntry(node),
        access: 'protected',
        group: null,
        docs: docsEntry(node),
        patch_path: patchPath(context.projectName, node.patchFile),
        constraints: [],
        version: null,
        latest_version: null,
        deprecation_date: null,
        primary_key: [],
        time_spine: null,
      };
    case 'seed':
      return {
        ...base,
        ...labelEntry(node),
        ...checksumEntry(node),
        ...relationEntry(node, context),
        ...seedEntry(node),
        columns: columnEntries(node.columns),
        patch_path: patchPath(context.projectName, node.patchFile),
      };
    case 'test':
      return {
        ...base,
        ...labelEntry(node),
        ...checksumEntry(node),
        ...dependencyEntry(node, context),
        ...compiledEntry(node, context),
        ...noRelationEntry(node, context),
        contract: { enforced: false, alias_types: true, checksum: null },
        ...(node.testMetadata === undefined
          ? {}
          : {
              test_metadata: {
                name: node.testMetadata.name,
                kwargs: node.testMetadata.arguments,
                namespace: null,
              },
            }),
        patch_path: patchPath(context.projectName, node.patchFile),
        column_name: node.columnName ?? null,
        file_key_name: null,
        attached_node: node.attachedNode ?? null,
      };
    case 'operation':
      return {
        ...base,
        ...labelEntry(node),
        ...checksumEntry(node),
        ...dependencyEntry(node, context),
        ...compiledEntry(node, context),
        ...noRelationEntry(node, context),
        index: node.index,
      };
  }
}

/** How dbt names the YAML file that describes a node: `crm://models/crm/_crm.yml`. */
export function patchPath(projectName: string, file: string | undefined): string | null {
  return file === undefined ? null : `${projectName}://${file}`;
}

/** The checksum is dbt's own, so that its comparison of states finds the same contracts changed. */
function contractEntry({ contract, columns }: ModelNode): JsonObject {
  const { enforced } = contract;
  const state = [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, dataType }) => `|${name}${dataType ?? 'None'}[]`)
    .join('');
  const checksum = enforced ? createHash('sha256').update(state).digest('hex') : null;
  return { enforced, alias_types: true, checksum };
}

function baseEntry(node: Node, context: ManifestNodeContext): Record<string, Json> {
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
function labelEntry(node: Node): JsonObject {
  return { tags: [...node.tags], meta: node.meta, unrendered_config: node.unrenderedConfig };
}

function checksumEntry(node: Node): JsonObject {
  return { checksum: { name: 'sha256', checksum: node.checksum } };
}

function dependsOn(node: Node, { parents, projectName }: ManifestNodeContext): JsonObject {
  return {
    macros: node.macros.map(name => `macro.${projectName}.${name}`),
    nodes: [...parents],
  };
}

function dependencyEntry(node: Node, context: ManifestNodeContext): JsonObject {
  return {
    depends_on: dependsOn(node, context),
    refs: node.refs.map(ref => ({ name: ref.name, package: null, version: null })),
    sources: node.sources.map(source => [source.sourceName, source.tableName]),
  };
}

function relationEntry(
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
function noRelationEntry(node: Node, { databaseName }: ManifestNodeContext): JsonObject {
  return { database: databaseName, schema: '', alias: node.name, relation_name: null, columns: {} };
}

function compiledEntry(node: Node, { compiledSql, hasRun }: ManifestNodeContext): JsonObject {
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

function sourceEntry(node: SourceNode, { databaseName }: ManifestNodeContext): JsonObject {
  return {
    database: databaseName,
    schema: node.relation.schema,
    identifier: node.identifier,
    relation_name: formatRelation(node.relation),
    source_name: node.sourceName,
    source_description: node.sourceDescription,
    loader: '',
    columns: columnEntries(node.columns),
    external: node.origin.kind === 'file' ? { location: node.origin.path } : null,
    quoting: {},
    patch_path: null,
  };
}

function seedEntry(node: SeedNode): JsonObject {
  return {
    raw_code: '',
    root_path: null,
    group: null,
    docs: docsEntry(node),
    depends_on: { macros: [] },
    config: { ...node.config, delimiter: node.delimiter },
  };
}

function unitTestEntry(node: UnitTestNode): JsonObject {
  return {
    model: node.model,
    given: node.given.map(({ input, rows }) => ({
      input:
        input.kind === 'ref'
          ? `ref('${input.name}')`
          : `source('${input.sourceName}', '${input.tableName}')`,
      rows: rows.rows,
      format: rows.format,
      fixture: null,
    })),
    expect: { rows: node.expect.rows, format: node.expect.format, fixture: null },
    overrides: {
      vars: node.overrides.vars,
      macros: node.overrides.macros,
      env_vars: node.overrides.envVars,
    },
    schema: null,
    checksum: node.checksum,
    version: null,
    versions: null,
  };
}

function columnEntries(columns: readonly ColumnInfo[]): JsonObject {
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
        quote: null,
      },
    ]),
  );
}

/** What the config says of the documentation; shown unless it says otherwise. */
function docsEntry({ config }: Node): JsonObject {
  return { show: true, node_color: null, ...(config.docs as JsonObject | undefined) };
}
