import type { SourceLocation, TraceFrame } from '../../base/errors/source-location.ts';
import type { SqlSegment } from '../../base/text/mapped-sql.ts';

/**
 * A value of a template, Python's types in JavaScript's: an int is a bigint, a float a number, a
 * list an array, a dict a Map.
 */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | MappedText
  | Value[]
  | Tuple
  | Dict
  | View
  | Undefined
  | Callable
  | ContextObject;

export type DictKey = null | bigint | string;
export type Dict = Map<DictKey, Value>;

/** A Python tuple. */
export class Tuple {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** A group of the filter groupby: a tuple whose parts also have names. */
export class Group extends Tuple {
  readonly grouper: Value;
  readonly list: Value[];

  constructor(grouper: Value, list: Value[]) {
    super([grouper, list]);
    this.grouper = grouper;
    this.list = list;
  }
}

/** A string that remembers where its parts were written; it is a plain string to everything else. */
export class MappedText {
  readonly text: string;
  readonly segments: readonly SqlSegment[];

  constructor(text: string, segments: readonly SqlSegment[]) {
    this.text = text;
    this.segments = segments;
  }
}

/** What Python prints as `dict_keys([...])` or `range(0, 3)`, and generators, which do not print. */
export class View {
  readonly kind: 'dict_keys' | 'dict_values' | 'dict_items' | 'range' | 'generator';
  readonly items: readonly Value[];
  /** How it prints, for a range. */
  readonly text: string;
  /** A generator gives its items once. */
  used = false;

  constructor(kind: View['kind'], items: readonly Value[], text = '') {
    this.kind = kind;
    this.items = items;
    this.text = text;
  }
}

/** A name or member that is not there: an error as soon as something is done with it. */
export class Undefined {
  /** Such as `` `x` `` or `` `x` of a dict ``. */
  readonly what: string;
  private readonly findHint: string | (() => string | undefined) | undefined;
  readonly reason: 'undefined' | 'unsupported' | 'no-else';
  /** Set for a plain name, so that a call of it can be reported as a call of an unknown macro. */
  readonly name: string | undefined;

  constructor(
    what: string,
    details: {
      /** A function where looking for the hint costs something. */
      hint?: string | (() => string | undefined) | undefined;
      reason?: Undefined['reason'];
      name?: string;
    } = {},
  ) {
    this.what = what;
    this.findHint = details.hint;
    this.reason = details.reason ?? 'undefined';
    this.name = details.name;
  }

  get hint(): string | undefined {
    return typeof this.findHint === 'function' ? this.findHint() : this.findHint;
  }
}

/** Arguments of a call, evaluated. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Where a call stands, and the macro calls around it. */
export interface CallSite {
  readonly location: SourceLocation;
  readonly trace: readonly TraceFrame[];
}

/** A function, method or macro. */
export class Callable {
  readonly name: string;
  readonly invoke: (args: CallArguments, site: CallSite) => Value;

  constructor(name: string, invoke: (args: CallArguments, site: CallSite) => Value) {
    this.name = name;
    this.invoke = invoke;
  }
}

/** An object of the context, such as `target`, with named members. */
export abstract class ContextObject {
  /** How messages name it. */
  abstract readonly what: string;
  /** The call in a template that it stands for, where messages should name that. */
  readonly reference: string | undefined = undefined;
  abstract member(name: string): Value | undefined;
  abstract memberNames(): readonly string[];
  /** How it prints; undefined when printing it makes no sense. */
  print(): string | undefined {
    return undefined;
  }
  /** A callable object, such as `config`. */
  call(): Callable | undefined {
    return undefined;
  }
  /** Sets a member; only a namespace lets it. */
  assign(_name: string, _value: Value): boolean {
    return false;
  }
}

/** The value with mapped text made a plain string. */
export function plain(value: Value): Exclude<Value, MappedText> {
  return value instanceof MappedText ? value.text : value;
}
