import { resolve } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { ColumnProperties, SourceTableProperties } from '../../project/project.ts';
import type { SourceColumn, SourceNode } from '../node.ts';
import { renderJson } from '../render/render-yaml.ts';
import { type BuildState, plainContext } from './build-state.ts';
import { checksumOf, fqnOf, pathBelow, rooted } from './file-paths.ts';
import { columnInfo } from './property-index.ts';

/** Builds the node of a source table. */
export function buildSource(state: BuildState, properties: SourceTableProperties): SourceNode {
  const { project } = state;
  const { sourceName, name, identifier, schema } = properties;
  const { file } = name.location;
  const yaml = rooted(project, file);
  return {
    resourceType: 'source',
    uniqueId: `source.${project.name}.${sourceName}.${name.value}`,
    name: name.value,
    packageName: project.name,
    path: pathBelow(yaml),
    originalFilePath: file,
    fqn: fqnOf(project, yaml, sourceName, name.value),
    tags: properties.tags,
    description: properties.description,
    meta: properties.meta,
    enabled: true,
    location: name.location,
    config: { enabled: true },
    unrenderedConfig: {},
    patchFile: undefined,
    refs: [],
    sources: [],
    macros: [],
    checksum: checksumOf(JSON.stringify(properties)),
    rawCode: '',
    sourceName,
    sourceDescription: properties.sourceDescription,
    identifier,
    relation: { schema, identifier },
    columns: properties.columns.map(column => sourceColumn(state, column)),
    optional: properties.meta.optional === true,
    origin: originOf(state, properties),
  };
}

function sourceColumn(state: BuildState, column: ColumnProperties): SourceColumn {
  const zone = column.meta.time_zone;
  const { location } = column.name;
  const timeZone =
    zone === undefined
      ? undefined
      : collectError(state.errors, () =>
          renderJson({ value: zone, location }, plainContext(state)),
        );
  if (timeZone !== undefined && typeof timeZone !== 'string') {
    const message = `the time_zone of '${column.name.value}' is not a string`;
    state.errors.push(new CrmError('wrong-type', { reason: message }, { location }));
  }
  return {
    ...columnInfo(column),
    optional: column.meta.optional === true,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
  };
}

function originOf(state: BuildState, properties: SourceTableProperties): SourceNode['origin'] {
  const { identifier, schema, database, externalLocation } = properties;
  if (database !== undefined) {
    return { kind: 'table', database: database.value, relation: { schema, identifier } };
  }
  // A table without a location is an error of the project, which has been reported already.
  const path =
    externalLocation &&
    collectError(state.errors, () => filePath(state, properties, externalLocation));
  return { kind: 'file', path: path ?? '', file: resolve(state.project.root, path ?? '') };
}

/** The location with Jinja rendered and `{name}`, `{identifier}`, `{schema}` filled in. */
function filePath(
  state: BuildState,
  { name, identifier, schema, sourceName }: SourceTableProperties,
  external: NonNullable<SourceTableProperties['externalLocation']>,
): string {
  const { location } = external;
  const rendered = renderJson(external, plainContext(state));
  if (typeof rendered !== 'string') {
    throw new CrmError('wrong-type', { reason: 'external_location is not a string' }, { location });
  }
  const values = new Map([
    ['name', name.value],
    ['identifier', identifier],
    ['schema', schema],
    ['source_name', sourceName],
  ]);
  return rendered.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values.get(key);
    if (value !== undefined) return value;
    const hint = nearestHint(key, values.keys(), 'it can hold');
    throw new CrmError(
      'invalid-value',
      { reason: `external_location holds ${whole}, which has no value`, hint },
      { location },
    );
  });
}
