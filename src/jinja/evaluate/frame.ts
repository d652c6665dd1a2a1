import { CrmError } from '../../base/errors/crm-error.ts';
import type { TraceFrame } from '../../base/errors/source-location.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { Position } from '../syntax/ast.ts';
import { locate, type TemplateSource } from '../syntax/template-source.ts';
import { asLimitError, enter } from '../values/budget.ts';
import { type CallSite, Undefined, type Value } from '../values/value.ts';

/** The names that every template of a rendering sees. */
export interface Globals {
  lookup(name: string): Value | undefined;
  names(): Iterable<string>;
}

/** Names assigned in a template, a loop or a macro, and those around it. */
export class Scope {
  private readonly values = new Map<string, Value>();
  private readonly parent: Scope | undefined;
  private readonly globals: Globals;

  constructor(globals: Globals, parent?: Scope) {
    this.globals = globals;
    this.parent = parent;
  }

  inner(): Scope {
    return new Scope(this.globals, this);
  }

  assign(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** The value of a name; Undefined when nothing has it. */
  resolve(name: string): Value {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const value = scope.values.get(name);
      if (value !== undefined) return value;
    }
    const value = this.globals.lookup(name);
    if (value !== undefined) return value;
    return new Undefined(`'${name}'`, { name, hint: () => nearestHint(name, this.names()) });
  }

  names(): readonly string[] {
    const names = new Set<string>();
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      for (const name of scope.values.keys()) names.add(name);
    }
    for (const name of this.globals.names()) names.add(name);
    return [...names];
  }
}

/** What an expression or statement is evaluated in. */
export interface Frame {
  readonly source: TemplateSource;
  readonly scope: Scope;
  /** The macro calls around it, outermost first. */
  readonly trace: readonly TraceFrame[];
}

export function siteOf(frame: Frame, at: Position): CallSite {
  return { location: locate(frame.source, at), trace: frame.trace };
}

/** Counts one step and goes one level deeper; whoever calls it leaves that level again. */
export function stepInto(frame: Frame, at: Position): void {
  try {
    enter();
  } catch (error) {
    throw error instanceof CrmError ? error.with(siteOf(frame, at)) : error;
  }
}

/** Runs `action`; an error that has no place yet gets this one. */
export function placed<T>(frame: Frame, at: Position, action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    const error = asLimitError(thrown);
    if (error instanceof CrmError && error.location === undefined) {
      throw error.with(siteOf(frame, at));
    }
    throw error;
  }
}
