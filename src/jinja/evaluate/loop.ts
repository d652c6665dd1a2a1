import { isEqual } from '../values/compare-values.ts';
import { templateError } from '../values/type-name.ts';
import { Callable, ContextObject, Tuple, Undefined, type Value } from '../values/value.ts';

const names =
  'index index0 revindex revindex0 first last length previtem nextitem depth depth0 cycle changed'.split(
    ' ',
  );

/** The variable `loop`. */
export class Loop extends ContextObject {
  readonly what = 'loop';
  at = 0;
  private readonly items: readonly Value[];
  private readonly depth: number;
  private last: Value | undefined;

  constructor(items: readonly Value[], depth: number) {
    super();
    this.items = items;
    this.depth = depth;
  }

  memberNames(): readonly string[] {
    return names;
  }

  member(name: string): Value | undefined {
    const { at, items } = this;
    switch (name) {
      case 'index':
        return BigInt(at + 1);
      case 'index0':
        return BigInt(at);
      case 'revindex':
        return BigInt(items.length - at);
      case 'revindex0':
        return BigInt(items.length - at - 1);
      case 'first':
        return at === 0;
      case 'last':
        return at === items.length - 1;
      case 'length':
        return BigInt(items.length);
      case 'previtem':
        return at === 0
          ? new Undefined("'loop.previtem' of the first item")
          : (items[at - 1] ?? null);
      case 'nextitem':
        return at === items.length - 1
          ? new Undefined("'loop.nextitem' of the last item")
          : (items[at + 1] ?? null);
      case 'depth':
        return BigInt(this.depth);
      case 'depth0':
        return BigInt(this.depth - 1);
      case 'cycle':
        return new Callable('loop.cycle', ({ positional }) => {
          if (positional.length === 0) throw templateError('loop.cycle() needs values');
          return positional[at % positional.length] ?? null;
        });
      case 'changed':
        return new Callable('loop.changed', ({ positional }) => {
          const value = new Tuple(positional);
          const changed = this.last === undefined || !isEqual(this.last, value);
          this.last = value;
          return changed;
        });
      default:
        return undefined;
    }
  }
}
