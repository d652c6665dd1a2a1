import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { pairsOf } from '../../jinja/values/collection-methods.ts';
import { toJson } from '../../jinja/values/json-value.ts';
import { printValue } from '../../jinja/values/print-value.ts';
import { templateError } from '../../jinja/values/type-name.ts';
import type { CallArguments, CallSite, Value } from '../../jinja/values/value.ts';
import { checkConfig } from '../../project/config/check-config.ts';
import type { ConfigKind } from '../../project/config/config-tables.ts';
import { mergeConfig } from '../../project/config/merge-config.ts';
import type { ConfigEntries } from '../../project/project.ts';
import type { BuildState, Renderer } from '../build/build-state.ts';
import { NodeContext, type NodeHandlers } from '../context/node-context.ts';
import { RelationValue } from '../context/relation-value.ts';
import type { RefCall, SourceCall } from '../node.ts';

/** What rendering a node with `execute` false brings to light. */
export interface Collected {
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly macros: readonly string[];
  /** What `config()` set, the calls merged. */
  readonly config: ConfigEntries;
}

interface CollectOptions {
  readonly kind: ConfigKind;
  /** Config from directories and YAML, for config.get(). */
  readonly layers: readonly ConfigEntries[];
  readonly thisRelation: RelationValue | undefined;
  readonly refs?: readonly RefCall[];
  readonly sources?: readonly SourceCall[];
}

/** Renders a node to see what it refers to; errors are collected, and what was seen until then kept. */
export function collectReferences(
  state: BuildState,
  renderer: Renderer | undefined,
  { kind, layers, thisRelation, refs: given = [], sources: givenSources = [] }: CollectOptions,
): Collected {
  const refs = [...given];
  const sources = [...givenSources];
  let config: ConfigEntries = new Map();
  const handlers: NodeHandlers = {
    execute: false,
    thisRelation,
    ref(name, site) {
      refs.push({ name, ...site });
      return new RelationValue({ schema: state.project.target.schema, identifier: name });
    },
    source(sourceName, tableName, site) {
      sources.push({ sourceName, tableName, ...site });
      return new RelationValue({ schema: sourceName, identifier: tableName });
    },
    config(args, site) {
      const entries = configArguments(args, site);
      const errors = checkConfig(kind, entries).map(error => error.with({ trace: site.trace }));
      if (errors.length > 0) state.errors.push(...errors);
      else config = mergeConfig([config, entries]);
    },
    configValue: key => mergeConfig([...layers, config]).get(key)?.value,
    log: () => {},
  };
  const context = new NodeContext(state.settings, handlers);
  if (renderer !== undefined) collectError(state.errors, () => renderer(context));
  return { refs, sources, macros: [...context.calledMacros].sort(), config };
}

/** The arguments of a call of config() as entries; `config({...})` counts as well. */
function configArguments({ positional, named }: CallArguments, site: CallSite): ConfigEntries {
  const pairs: (readonly [Value, Value])[] = [...named];
  for (const source of positional) pairs.push(...pairsOf(source));
  return new Map(
    pairs.map(([key, value]): [string, Located<Json>] => {
      const name = printValue(key);
      try {
        return [name, { value: toJson(value), location: site.location }];
      } catch (error) {
        if (!(error instanceof CrmError) || error.code !== 'template-error') throw error;
        throw templateError(`the config '${name}': ${error.message}`);
      }
    }),
  );
}
