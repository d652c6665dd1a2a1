import { CrmError } from '../../base/errors/crm-error.ts';
import { spend } from './budget.ts';
import { defined, templateError, typeName } from './type-name.ts';
import { type DictKey, MappedText, Tuple, type Value, View } from './value.ts';

/** The items that a loop over the value gives. */
export function iterate(value: Value): readonly Value[] {
  const items = itemsOf(defined(value));
  if (items === undefined) {
    throw templateError(`a value of type ${typeName(value)} cannot be iterated`);
  }
  return items;
}

/** The items of a value, undefined when it has none. A generator gives them once. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (value instanceof Map) {
    spend(value.size);
    return [...value.keys()];
  }
  if (typeof value === 'string') return codePointsOf(value);
  if (value instanceof MappedText) return codePointsOf(value.text);
  if (!(value instanceof View)) return undefined;
  if (value.kind === 'generator') {
    if (value.used) {
      throw new CrmError('template-unsupported', {
        reason: 'the result of a filter is read a second time',
        hint: "make it a list first, with '| list'",
      });
    }
    value.used = true;
  }
  return value.items;
}

/** The characters of a text, as Python counts them. */
export function codePointsOf(text: string): string[] {
  spend(text.length);
  return [...text];
}

/** The first characters of a text, as Python counts them. */
export function cutText(text: string, count: number): string {
  return text.length <= count ? text : codePointsOf(text).slice(0, count).join('');
}

/** How many characters a text has, as Python counts them. */
export function countCodePoints(text: string): number {
  spend(text.length / 64);
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Python's len(). */
export function lengthOf(value: Value): bigint {
  const known = defined(value);
  if (typeof known === 'string') return BigInt(countCodePoints(known));
  if (known instanceof Map) return BigInt(known.size);
  const items = known instanceof View && known.kind === 'generator' ? undefined : itemsOf(known);
  if (items === undefined) {
    const hint = known instanceof View ? "make it a list first, with '| list'" : undefined;
    throw templateError(`a value of type ${typeName(known)} has no length`, hint);
  }
  return BigInt(items.length);
}

/** A value as the key of a dict. */
export function dictKey(value: Value): DictKey {
  const key = defined(value);
  if (key === null || typeof key === 'bigint' || typeof key === 'string') return key;
  throw new CrmError('template-unsupported', {
    reason: `a value of type ${typeName(key)} as the key of a dict is not supported`,
    hint: 'use a string or an int',
  });
}
