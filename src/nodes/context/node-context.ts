import { CrmError } from '../../base/errors/crm-error.ts';
import type { LogLevel } from '../../base/log-level.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';
import { quoteName } from '../../dialect/names/column-name.ts';
import { makeMacro } from '../../jinja/evaluate/execute.ts';
import { type Globals, Scope } from '../../jinja/evaluate/frame.ts';
import { bindArguments } from '../../jinja/values/bind-arguments.ts';
import { fromJson } from '../../jinja/values/json-value.ts';
import { isTruthy } from '../../jinja/values/operators.ts';
import { printValue } from '../../jinja/values/print-value.ts';
import { takeText } from '../../jinja/values/take.ts';
import {
  type CallArguments,
  Callable,
  type CallSite,
  type Value,
} from '../../jinja/values/value.ts';
import type { Target } from '../../project/project.ts';
import { envFunction } from './env-function.ts';
import { FixedObject } from './fixed-object.ts';
import type { LibraryMacro, MacroLibrary } from './macro-library.ts';
import { exceptionsObject, plainFunctions } from './plain-functions.ts';
import { RelationValue } from './relation-value.ts';
import { unsupportedName } from './unsupported-names.ts';
import { type VarSettings, varObject } from './var-object.ts';

/** Takes a message of a template: log() is debug unless `info=true`. */
export type TemplateLog = (message: string, level: Exclude<LogLevel, 'error'>) => void;

/** What a rendering of one node asks of the phase that it is in. */
export interface NodeHandlers {
  /** False while refs are collected. */
  readonly execute: boolean;
  readonly thisRelation: RelationValue | undefined;
  ref(name: string, site: CallSite): Value;
  source(sourceName: string, tableName: string, site: CallSite): Value;
  config(args: CallArguments, site: CallSite): void;
  /** A config value as it is known by now. */
  configValue(key: string): Json | undefined;
  readonly log: TemplateLog;
}

/** What is the same for all nodes. */
export interface ContextSettings extends VarSettings {
  readonly projectName: string;
  readonly target: Target;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runStartedAt: Value;
  readonly library: MacroLibrary;
  /** Values that macros are to return instead of running, for unit tests. */
  readonly macroValues: JsonObject;
}

/** Names of the context, apart from macros. */
export const contextNames: readonly string[] = [
  ...Object.keys(plainFunctions),
  ...'ref source config var env_var this target execute log exceptions run_started_at adapter'.split(
    ' ',
  ),
  'project_name',
];

function givenBy(value: Value, call: string): Value {
  return value instanceof RelationValue ? value.givenBy(call) : value;
}

/** The names that the template of a node sees: dbt's context and the project's macros. */
export class NodeContext implements Globals {
  /** Macros that were called. */
  readonly calledMacros = new Set<string>();
  private readonly settings: ContextSettings;
  private readonly handlers: NodeHandlers;
  private readonly values = new Map<string, Value>();
  private readonly scope = new Scope(this);

  constructor(settings: ContextSettings, handlers: NodeHandlers) {
    this.settings = settings;
    this.handlers = handlers;
  }

  names(): readonly string[] {
    return [...contextNames, ...this.settings.library.macros.keys()];
  }

  lookup(name: string): Value | undefined {
    const known = this.values.get(name) ?? this.create(name);
    if (known !== undefined) this.values.set(name, known);
    return known;
  }

  /** A macro or generic test as something to call. */
  callable({ definition, source }: LibraryMacro, what: string): Callable {
    return makeMacro(definition, { source, scope: this.scope }, what);
  }

  private create(name: string): Value | undefined {
    if (Object.hasOwn(plainFunctions, name)) return plainFunctions[name];
    switch (name) {
      case 'ref':
        return this.refFunction();
      case 'source':
        return this.sourceFunction();
      case 'config':
        return this.configObject();
      case 'var':
        return varObject(this.settings);
      case 'env_var':
        return envFunction(this.settings.env);
      case 'this':
        return this.handlers.thisRelation;
      case 'target':
        return this.targetObject();
      case 'execute':
        return this.handlers.execute;
      case 'log':
        return this.logFunction();
      case 'exceptions':
        return exceptionsObject(message => this.handlers.log(message, 'warn'));
      case 'run_started_at':
        return this.settings.runStartedAt;
      case 'adapter':
        return this.adapterObject();
      case 'project_name':
        return this.settings.projectName;
      default:
        return this.macro(name) ?? unsupportedName(name);
    }
  }

  private macro(name: string): Callable | undefined {
    const found = this.settings.library.macros.get(name);
    if (found === undefined) return undefined;
    const { macroValues } = this.settings;
    const fixed = Object.hasOwn(macroValues, name) ? macroValues[name] : undefined;
    const run = this.callable(found, `macro ${name}`);
    return new Callable(name, (args, site) => {
      this.calledMacros.add(name);
      return fixed === undefined ? run.invoke(args, site) : fromJson(fixed);
    });
  }

  private refFunction(): Callable {
    return new Callable('ref', ({ positional, named }, site) => {
      if (named.size > 0) {
        const message = `ref() does not take '${[...named.keys()][0]}'`;
        throw new CrmError('template-unsupported', {
          reason: message,
          hint: 'models have no versions',
        });
      }
      const bound = bindArguments('ref()', { positional, named }, ['package', 'name'], 1);
      const [first, second] = bound;
      if (second === undefined) return this.read(takeText('ref()', first), site);
      const project = takeText('ref()', first);
      if (project !== this.settings.projectName) {
        throw new CrmError('unknown-ref', {
          name: `${project}.${takeText('ref()', second)}`,
          hint: `this project is '${this.settings.projectName}'`,
        });
      }
      return this.read(takeText('ref()', second), site);
    });
  }

  private sourceFunction(): Callable {
    return new Callable('source', (args, site) => {
      const [source, table] = bindArguments('source()', args, ['source_name', 'table_name'], 2);
      const [sourceName, name] = [takeText('source()', source), takeText('source()', table)];
      const relation = this.handlers.source(sourceName, name, site);
      return givenBy(relation, `source('${sourceName}', '${name}')`);
    });
  }

  private read(name: string, site: CallSite): Value {
    return givenBy(this.handlers.ref(name, site), `ref('${name}')`);
  }

  private configObject(): Value {
    const call = new Callable('config', (args, site) => {
      this.handlers.config(args, site);
      return '';
    });
    const get = new Callable('get', args => {
      const [key, fallback] = bindArguments('config.get()', args, ['name', 'default'], 1);
      const value = this.handlers.configValue(takeText('config.get()', key));
      return value === undefined ? (fallback ?? null) : fromJson(value);
    });
    const require = new Callable('require', args => {
      const [key] = bindArguments('config.require()', args, ['name'], 1);
      const name = takeText('config.require()', key);
      const value = this.handlers.configValue(name);
      if (value === undefined) {
        throw new CrmError('missing-key', {
          key: name,
          reason: `the config '${name}' is required and not set`,
        });
      }
      return fromJson(value);
    });
    return new FixedObject('config', { get, require }, call);
  }

  private targetObject(): Value {
    const { name, type, schema, path, settings } = this.settings.target;
    const { threads } = settings;
    const members = { name, type, schema, path };
    const all = typeof threads === 'number' ? { ...members, threads: BigInt(threads) } : members;
    return new FixedObject('target', all);
  }

  private logFunction(): Callable {
    return new Callable('log', args => {
      const [message, info] = bindArguments('log()', args, ['msg', 'info'], 1);
      this.handlers.log(printValue(message ?? null), isTruthy(info ?? false) ? 'info' : 'debug');
      return '';
    });
  }

  /** `adapter.quote(name)` and `adapter.dispatch(name)`, which finds `duckdb__name` or `default__name`. */
  private adapterObject(): Value {
    const quote = new Callable('quote', args => {
      const [name] = bindArguments('adapter.quote()', args, ['identifier'], 1);
      return quoteName(takeText('adapter.quote()', name));
    });
    const dispatch = new Callable('dispatch', args => {
      const [key] = bindArguments('adapter.dispatch()', args, ['macro_name', 'macro_namespace'], 1);
      const name = takeText('adapter.dispatch()', key);
      const candidates = [`duckdb__${name}`, `default__${name}`];
      for (const candidate of candidates) {
        if (!this.settings.library.macros.has(candidate)) continue;
        const macro = this.lookup(candidate);
        if (macro instanceof Callable) return macro;
      }
      throw new CrmError('unknown-macro', { name: candidates.join("' or '") });
    });
    return new FixedObject('adapter', { quote, dispatch });
  }
}
