import { CrmError } from '../../base/errors/crm-error.ts';
import { materializations } from '../../dialect/materializations/materializations.ts';
import type { ConfigEntries, NodeProperties, TextFile } from '../../project/project.ts';
import { RelationValue } from '../context/relation-value.ts';
import type { ModelNode } from '../node.ts';
import { collectReferences } from '../render/collect-references.ts';
import { addFileRenderer } from '../render/file-renderer.ts';
import { Config, renderLayers, unrendered } from '../render/resolve-config.ts';
import type { BuildState } from './build-state.ts';
import { checksumOf, fqnOf, pathBelow, stem } from './file-paths.ts';
import { groupOf } from './group-of.ts';
import { columnInfo } from './property-index.ts';

/** Builds the node of a model file. */
export function buildModel(
  state: BuildState,
  file: TextFile,
  properties: NodeProperties | undefined,
): ModelNode {
  const { project, errors } = state;
  const name = stem(file.path);
  const uniqueId = `model.${project.name}.${name}`;
  const location = { file: file.path, line: 1, column: 1 };
  const fqn = fqnOf(project, file, name);
  const written = [...project.directoryConfig('models', fqn), properties?.config ?? new Map()];
  const layers = renderLayers(state, 'model', written);
  const renderer = addFileRenderer(state, uniqueId, file);
  const before = relationOf(state, name, layers);
  const collected = collectReferences(state, renderer, {
    kind: 'model',
    layers,
    thisRelation: new RelationValue(before),
  });
  const config = new Config([...layers, collected.config]);
  const relation = relationOf(state, name, [...layers, collected.config]);
  const materialized = materializationName(config.text('materialized'));
  const contract = { enforced: config.object('contract').enforced === true };
  const columns = (properties?.columns ?? []).map(columnInfo);
  if (contract.enforced) errors.push(...contractErrors(name, columns, properties, location));
  return {
    resourceType: 'model',
    uniqueId,
    name,
    packageName: project.name,
    path: pathBelow(file),
    originalFilePath: file.path,
    fqn,
    tags: config.tags(),
    description: properties?.description ?? '',
    meta: config.object('meta'),
    enabled: config.flag('enabled', true),
    location,
    config: config.json({
      enabled: true,
      materialized,
      schema: null,
      alias: null,
      tags: [],
      meta: {},
    }),
    unrenderedConfig: unrendered([...written, collected.config]),
    patchFile: properties?.name.location.file,
    refs: collected.refs,
    sources: collected.sources,
    macros: collected.macros,
    checksum: checksumOf(file.text),
    rawCode: file.text,
    materialized,
    relation,
    columns,
    contract,
    group: groupOf(state, config),
  };
}

/** Where a node is built: a custom schema as it is, else the target's. */
function relationOf({ project }: BuildState, name: string, layers: readonly ConfigEntries[]) {
  const config = new Config(layers);
  return {
    schema: config.text('schema') ?? project.target.schema,
    identifier: config.text('alias') ?? name,
  };
}

/** The name in the config; the default also where what is there has been reported. */
function materializationName(text: string | undefined): string {
  const [standard = ''] = materializations.keys();
  return text !== undefined && materializations.has(text) ? text : standard;
}

function contractErrors(
  name: string,
  columns: ModelNode['columns'],
  properties: NodeProperties | undefined,
  location: ModelNode['location'],
): CrmError[] {
  if (columns.length === 0) {
    const message = `the model '${name}' has a contract but declares no columns`;
    const hint = 'list its columns with their data_type in YAML';
    const place = properties?.name.location ?? location;
    return [
      new CrmError('missing-key', { key: 'columns', reason: message, hint }, { location: place }),
    ];
  }
  return columns
    .filter(column => column.dataType === undefined)
    .map(column => {
      const message = `the column '${column.name}' of the contract of '${name}' has no data_type`;
      const hint = 'a contract states the type of every column';
      return new CrmError(
        'missing-key',
        { key: 'data_type', reason: message, hint },
        { location: column.location },
      );
    });
}
