import type { NodeProperties, TextFile } from '../../project/project.ts';
import type { TestNode } from '../node.ts';
import { collectReferences } from '../render/collect-references.ts';
import { addFileRenderer } from '../render/file-renderer.ts';
import { Config, renderLayers, unrendered } from '../render/resolve-config.ts';
import type { BuildState } from './build-state.ts';
import { checksumOf, fqnOf, pathBelow, stem } from './file-paths.ts';
import { groupOf } from './group-of.ts';
import { testFields } from './test-fields.ts';

/** Builds the node of a SQL file that returns the rows which break its claim. */
export function buildSingularTest(
  state: BuildState,
  file: TextFile,
  properties: NodeProperties | undefined,
): TestNode {
  const { project } = state;
  const name = stem(file.path);
  const uniqueId = `test.${project.name}.${name}`;
  const fqn = fqnOf(project, file, name);
  const written = [...project.directoryConfig('data_tests', fqn), properties?.config ?? new Map()];
  const layers = renderLayers(state, 'data_test', written);
  const renderer = addFileRenderer(state, uniqueId, file);
  const collected = collectReferences(state, renderer, {
    kind: 'data_test',
    layers,
    thisRelation: undefined,
  });
  const config = new Config([...layers, collected.config]);
  return {
    resourceType: 'test',
    testType: 'singular',
    uniqueId,
    name,
    packageName: project.name,
    path: pathBelow(file),
    originalFilePath: file.path,
    fqn,
    description: properties?.description ?? '',
    enabled: config.flag('enabled', true),
    location: { file: file.path, line: 1, column: 1 },
    unrenderedConfig: unrendered([...written, collected.config]),
    patchFile: properties?.name.location.file,
    refs: collected.refs,
    sources: collected.sources,
    macros: collected.macros,
    checksum: checksumOf(file.text),
    rawCode: file.text,
    attachedNode: undefined,
    columnName: undefined,
    testMetadata: undefined,
    ...testFields(config),
    group: groupOf(state, config),
  };
}
