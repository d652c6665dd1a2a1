import { type Callable, ContextObject, type Value } from '../../jinja/values/value.ts';

/** An object of the context with fixed members, and for some a call. */
export class FixedObject extends ContextObject {
  readonly what: string;
  private readonly members: ReadonlyMap<string, Value>;
  private readonly callable: Callable | undefined;

  constructor(what: string, members: Readonly<Record<string, Value>>, callable?: Callable) {
    super();
    this.what = what;
    this.members = new Map(Object.entries(members));
    this.callable = callable;
  }

  memberNames(): readonly string[] {
    return [...this.members.keys()];
  }

  member(name: string): Value | undefined {
    return this.members.get(name);
  }

  override call(): Callable | undefined {
    return this.callable;
  }
}
