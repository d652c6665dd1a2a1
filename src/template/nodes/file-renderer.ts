import { collectError } from '../../base/known-errors.ts';
import type { TextFile } from '../../project/project.ts';
import { render } from '../evaluate/execute.ts';
import { parseTemplate } from '../syntax/parse-template.ts';
import { addVarNames } from '../syntax/var-names.ts';
import type { BuildState, Renderer } from './build-state.ts';

/** What renders the file of a node, kept under the node's id; undefined where it does not parse. */
export function addFileRenderer(
  state: BuildState,
  uniqueId: string,
  { path, text }: TextFile,
): Renderer | undefined {
  const template = collectError(state.errors, () => parseTemplate({ file: path, text }));
  if (template === undefined) return undefined;
  addVarNames(template.body, state.settings.varNames);
  const renderer: Renderer = context => render(template, context);
  state.renderers.set(uniqueId, renderer);
  return renderer;
}
