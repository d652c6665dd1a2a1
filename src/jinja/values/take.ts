import { limitError } from './budget.ts';
import { defined, templateError, typeName } from './type-name.ts';
import type { Value } from './value.ts';

/** An argument as a string; `fallback` when it is not given. */
export function takeText(what: string, value: Value | undefined, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  const known = value === undefined ? undefined : defined(value);
  if (typeof known === 'string') return known;
  throw templateError(
    `${what} takes a str, not ${known === undefined ? 'nothing' : typeName(known)}`,
  );
}

/** An argument as an int that a JavaScript number holds exactly; a larger one is an error. */
export function takeInt(what: string, value: Value | undefined, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  const known = value === undefined ? undefined : defined(value);
  if (typeof known === 'boolean') return Number(known);
  if (typeof known === 'bigint') {
    const number = Number(known);
    if (Number.isSafeInteger(number)) return number;
    throw limitError(`${what} takes an int of at most ${Number.MAX_SAFE_INTEGER}`);
  }
  throw templateError(
    `${what} takes an int, not ${known === undefined ? 'nothing' : typeName(known)}`,
  );
}
