import { hash } from 'node:crypto';
import type { JsonObject } from '../../base/text/json.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { ModelNode, Node, SeedNode, SourceNode, UnitTestNode } from '../../nodes/node.ts';
import {
  baseEntry,
  checksumEntry,
  columnEntries,
  compiledEntry,
  dependencyEntry,
  dependsOn,
  docsEntry,
  labelEntry,
  type ManifestNodeContext,
  noRelationEntry,
  patchPath,
  relationEntry,
} from './manifest-parts.ts';

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
        group: node.group ?? null,
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
        group: node.group ?? null,
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

/** The checksum is dbt's own, so that its comparison of states finds the same contracts changed. */
function contractEntry({ contract, columns }: ModelNode): JsonObject {
  const { enforced } = contract;
  const state = [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, dataType }) => `|${name}${dataType ?? 'None'}[]`)
    .join('');
  const checksum = enforced ? hash('sha256', state) : null;
  return { enforced, alias_types: true, checksum };
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
    group: node.group ?? null,
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
