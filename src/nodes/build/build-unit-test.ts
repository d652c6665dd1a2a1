import { collectError } from '../../base/errors/known-errors.ts';
import type { UnitTestProperties } from '../../project/project.ts';
import type { UnitTestNode } from '../node.ts';
import { parseReference } from '../render/parse-reference.ts';
import { Config, renderLayers, unrendered } from '../render/resolve-config.ts';
import type { BuildState } from './build-state.ts';
import { checksumOf, fqnOf, pathBelow, rooted } from './file-paths.ts';

/** Builds the node of a unit test. */
export function buildUnitTest(state: BuildState, properties: UnitTestProperties): UnitTestNode {
  const { project, errors } = state;
  const { name, model, given, expect, overrides } = properties;
  const { file } = name.location;
  const yaml = rooted(project, file);
  const fqn = fqnOf(project, yaml, model.value, name.value);
  const written = [...project.directoryConfig('unit_tests', fqn), properties.config];
  const config = new Config(renderLayers(state, 'unit_test', written));
  return {
    resourceType: 'unit_test',
    uniqueId: `unit_test.${project.name}.${model.value}.${name.value}`,
    name: name.value,
    packageName: project.name,
    path: pathBelow(yaml),
    originalFilePath: file,
    fqn,
    tags: config.tags(),
    description: properties.description,
    meta: config.object('meta'),
    enabled: config.flag('enabled', true),
    location: name.location,
    config: config.json({ enabled: true, tags: [], meta: {} }),
    unrenderedConfig: unrendered(written),
    patchFile: undefined,
    refs: [{ name: model.value, location: model.location, trace: [] }],
    sources: [],
    macros: [],
    checksum: checksumOf(JSON.stringify({ given, expect, overrides })),
    rawCode: '',
    model: model.value,
    given: given.flatMap(({ input, rows }) => {
      const reference = collectError(errors, () => parseReference(input, project.name));
      return reference === undefined ? [] : [{ input: reference, rows, location: input.location }];
    }),
    expect,
    overrides,
  };
}
