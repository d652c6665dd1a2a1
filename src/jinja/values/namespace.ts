import { pairsOf } from './collection-methods.ts';
import { printValue } from './print-value.ts';
import { Callable, ContextObject, type Value } from './value.ts';

/** What `namespace()` makes: an object whose members can be set from inside a loop. */
class Namespace extends ContextObject {
  readonly what = 'namespace';
  private readonly members = new Map<string, Value>();

  memberNames(): readonly string[] {
    return [...this.members.keys()];
  }

  member(name: string): Value | undefined {
    return this.members.get(name);
  }

  override assign(name: string, value: Value): boolean {
    this.members.set(name, value);
    return true;
  }
}

/** `namespace(dict, name=value)`. */
export const namespaceFunction = new Callable('namespace', ({ positional, named }) => {
  const namespace = new Namespace();
  for (const source of positional) {
    for (const [key, value] of pairsOf(source)) namespace.assign(printValue(key), value);
  }
  for (const [name, value] of named) namespace.assign(name, value);
  return namespace;
});
