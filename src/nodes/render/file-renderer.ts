import { collectError } from '../../base/errors/known-errors.ts';
import { render } from '../../jinja/evaluate/execute.ts';
import type { TextFile } from '../../project/project.ts';
import type { BuildState, Renderer } from '../build/build-state.ts';
import { parseNodeTemplate } from './parse-node-template.ts';
import { addVarNames } from './var-names.ts';

/** What renders the file of a node, kept under the node's id; undefined where it does not parse. */
export function addFileRenderer(
  state: BuildState,
  uniqueId: string,
  { path, text }: TextFile,
): Renderer | undefined {
  const template = collectError(state.errors, () => parseNodeTemplate({ file: path, text }));
  if (template === undefined) return undefined;
  addVarNames(template.body, state.settings.varNames);
  const renderer: Renderer = context => render(template, context);
  state.renderers.set(uniqueId, renderer);
  return renderer;
}
