import type { CrmError } from '../../base/errors/crm-error.ts';
import { templateError } from '../../jinja/values/type-name.ts';
import type { MappedText } from '../../jinja/values/value.ts';
import type { Project } from '../../project/project.ts';
import { type ContextSettings, NodeContext, type NodeHandlers } from '../context/node-context.ts';
import type { Node } from '../node.ts';

/** How the SQL of a node is rendered, once its context is there. */
export type Renderer = (context: NodeContext) => MappedText;

/** What the building of nodes shares: what it reads, and what it fills. */
export interface BuildState {
  readonly project: Project;
  readonly settings: ContextSettings;
  readonly nodes: Node[];
  readonly errors: CrmError[];
  /** By unique id of models, tests and hooks. */
  readonly renderers: Map<string, Renderer>;
}

/** A context for values outside of any node: vars, env and macros, but no config. */
export function plainContext(state: BuildState, handlers: Partial<NodeHandlers> = {}): NodeContext {
  return new NodeContext(state.settings, { ...noHandlers, ...handlers });
}

const noHandlers: NodeHandlers = {
  execute: false,
  thisRelation: undefined,
  ref: name => refused(`ref('${name}')`),
  source: (source, table) => refused(`source('${source}', '${table}')`),
  config: () => refused('config()'),
  configValue: () => undefined,
  log: () => {},
};

function refused(what: string): never {
  throw templateError(`'${what}' has no meaning in YAML here`);
}
