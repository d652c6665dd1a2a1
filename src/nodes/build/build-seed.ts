import type { NodeProperties, SeedFile } from '../../project/project.ts';
import type { SeedNode } from '../node.ts';
import { Config, renderLayers, unrendered } from '../render/resolve-config.ts';
import type { BuildState } from './build-state.ts';
import { fqnOf, pathBelow, stem } from './file-paths.ts';
import { groupOf } from './group-of.ts';
import { columnInfo } from './property-index.ts';

/** Builds the node of a seed. */
export function buildSeed(
  state: BuildState,
  file: SeedFile,
  properties: NodeProperties | undefined,
): SeedNode {
  const { project } = state;
  const name = stem(file.path);
  const fqn = fqnOf(project, file, name);
  const written = [...project.directoryConfig('seeds', fqn), properties?.config ?? new Map()];
  const config = new Config(renderLayers(state, 'seed', written));
  const columnTypes = Object.entries(config.object('column_types')).map(
    ([column, type]) => [column, String(type)] as const,
  );
  return {
    resourceType: 'seed',
    uniqueId: `seed.${project.name}.${name}`,
    name,
    packageName: project.name,
    path: pathBelow(file),
    originalFilePath: file.path,
    fqn,
    tags: config.tags(),
    description: properties?.description ?? '',
    meta: config.object('meta'),
    enabled: config.flag('enabled', true),
    location: { file: file.path, line: 1, column: 1 },
    config: config.json({
      enabled: true,
      materialized: 'seed',
      schema: null,
      alias: null,
      tags: [],
      meta: {},
    }),
    unrenderedConfig: unrendered(written),
    patchFile: properties?.name.location.file,
    refs: [],
    sources: [],
    macros: [],
    checksum: file.checksum,
    rawCode: '',
    relation: {
      schema: config.text('schema') ?? project.target.schema,
      identifier: config.text('alias') ?? name,
    },
    columns: (properties?.columns ?? []).map(columnInfo),
    file: file.file,
    stamp: file.stamp,
    columnTypes: Object.fromEntries(columnTypes),
    delimiter: config.text('delimiter') ?? ',',
    group: groupOf(state, config),
  };
}
