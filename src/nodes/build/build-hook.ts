import { collectError } from '../../base/errors/known-errors.ts';
import type { Located } from '../../base/errors/source-location.ts';
import { render } from '../../jinja/evaluate/execute.ts';
import type { HookNode } from '../node.ts';
import { collectReferences } from '../render/collect-references.ts';
import { parseNodeTemplate } from '../render/parse-node-template.ts';
import { addVarNames } from '../render/var-names.ts';
import type { BuildState, Renderer } from './build-state.ts';
import { checksumOf } from './file-paths.ts';

/** Builds the node of a statement of on-run-start or on-run-end. */
export function buildHook(
  state: BuildState,
  when: HookNode['when'],
  index: number,
  { value: text, location }: Located<string>,
): HookNode {
  const { project } = state;
  const name = `${project.name}-${when}-${index}`;
  const uniqueId = `operation.${project.name}.${name}`;
  const template = collectError(state.errors, () =>
    parseNodeTemplate({ file: location.file, text, origin: location }),
  );
  if (template !== undefined) addVarNames(template.body, state.settings.varNames);
  const renderer: Renderer | undefined = template && (context => render(template, context));
  if (renderer !== undefined) state.renderers.set(uniqueId, renderer);
  const { refs, sources, macros } = collectReferences(state, renderer, {
    kind: 'model',
    layers: [],
    thisRelation: undefined,
  });
  return {
    resourceType: 'operation',
    uniqueId,
    name,
    packageName: project.name,
    path: location.file,
    originalFilePath: location.file,
    fqn: [project.name, 'hooks', name],
    tags: [when],
    description: '',
    meta: {},
    enabled: true,
    location,
    config: { enabled: true },
    unrenderedConfig: {},
    patchFile: undefined,
    refs,
    sources,
    macros,
    checksum: checksumOf(text),
    rawCode: text,
    when,
    index,
  };
}
