import { collectError } from '../../base/errors/known-errors.ts';
import type { ExposureProperties } from '../../project/project.ts';
import type { ExposureNode, RefCall, SourceCall } from '../node.ts';
import { parseReference } from '../render/parse-reference.ts';
import type { BuildState } from './build-state.ts';
import { checksumOf, fqnOf, pathBelow, rooted } from './file-paths.ts';

/** Builds the node of an exposure. */
export function buildExposure(state: BuildState, properties: ExposureProperties): ExposureNode {
  const { project } = state;
  const { name, label, type, url, maturity, owner, description, meta, tags } = properties;
  const { file } = name.location;
  const yaml = rooted(project, file);
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  for (const text of properties.dependsOn) {
    const found = collectError(state.errors, () => parseReference(text, project.name));
    const site = { location: text.location, trace: [] };
    if (found?.kind === 'ref') refs.push({ name: found.name, ...site });
    else if (found !== undefined) sources.push({ ...found, ...site });
  }
  return {
    resourceType: 'exposure',
    uniqueId: `exposure.${project.name}.${name.value}`,
    name: name.value,
    packageName: project.name,
    path: pathBelow(yaml),
    originalFilePath: file,
    fqn: fqnOf(project, yaml, name.value),
    tags,
    description,
    meta,
    enabled: true,
    location: name.location,
    config: { enabled: true },
    unrenderedConfig: {},
    patchFile: undefined,
    refs,
    sources: sources.map(({ sourceName, tableName, location, trace }) => ({
      sourceName,
      tableName,
      location,
      trace,
    })),
    macros: [],
    checksum: checksumOf(JSON.stringify(properties)),
    rawCode: '',
    label,
    type,
    url,
    maturity,
    owner,
  };
}
