import { CrmError } from '../../base/errors/crm-error.ts';
import { Callable, MappedText, Tuple, Undefined, type Value, View } from './value.ts';

/** Python's name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string' || value instanceof MappedText) return 'str';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'dict';
  if (value instanceof Tuple) return 'tuple';
  if (value instanceof View) return value.kind;
  if (value instanceof Undefined) return 'undefined';
  if (value instanceof Callable) return 'function';
  return value.what;
}

/** An error that gets its place from whoever evaluates the expression. */
export function templateError(message: string, hint?: string): CrmError {
  return new CrmError('template-error', { reason: message, hint });
}

/** The error of doing something with a name that is not defined. */
export function undefinedError(value: Undefined): CrmError {
  if (value.reason === 'unsupported') {
    return new CrmError('template-unsupported', {
      reason: `${value.what} is not supported`,
      hint: value.hint,
    });
  }
  if (value.reason === 'no-else') {
    return new CrmError('template-undefined', {
      name: value.what,
      reason: `${value.what} has no value`,
      hint: value.hint,
    });
  }
  return new CrmError('template-undefined', {
    name: value.what,
    reason: `${value.what} is not defined`,
    hint: value.hint,
  });
}

/** The value unless it is undefined, which is an error. */
export function defined(value: Value): Exclude<Value, Undefined | MappedText> {
  if (value instanceof Undefined) throw undefinedError(value);
  return value instanceof MappedText ? value.text : value;
}
