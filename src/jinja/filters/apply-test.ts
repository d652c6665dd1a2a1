import { CrmError } from '../../base/errors/crm-error.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { CompareOperator } from '../syntax/ast.ts';
import { bindArguments } from '../values/bind-arguments.ts';
import { spend } from '../values/budget.ts';
import { compare } from '../values/compare-values.ts';
import { applyBinary, asNumeric } from '../values/operators.ts';
import { printValue } from '../values/print-value.ts';
import { itemsOf } from '../values/sequence.ts';
import { defined, undefinedError } from '../values/type-name.ts';
import {
  type CallArguments,
  Callable,
  ContextObject,
  plain,
  Tuple,
  Undefined,
  type Value,
  View,
} from '../values/value.ts';

const isNumber = (value: Value): boolean => asNumeric(value) !== undefined;
const remainder = (value: Value, by: Value): Value => applyBinary('%', defined(value), by);

/** Tests of a value alone. */
const alone: Readonly<Record<string, (value: Value) => boolean>> = {
  defined: value => !(value instanceof Undefined),
  undefined: value => value instanceof Undefined,
  none: value => value === null,
  boolean: value => typeof value === 'boolean',
  true: value => value === true,
  false: value => value === false,
  string: value => typeof value === 'string',
  number: isNumber,
  integer: value => typeof value === 'bigint',
  float: value => typeof value === 'number',
  mapping: value => value instanceof Map,
  callable: value =>
    value instanceof Callable || (value instanceof ContextObject && value.call() !== undefined),
  sequence: value => {
    const known = defined(value);
    return (
      typeof known === 'string' ||
      Array.isArray(known) ||
      known instanceof Map ||
      known instanceof Tuple ||
      (known instanceof View && known.kind === 'range')
    );
  },
  iterable: value => {
    const known = defined(value);
    return known instanceof View || itemsOf(known) !== undefined;
  },
  odd: value => compare('==', remainder(value, 2n), 1n),
  even: value => compare('==', remainder(value, 2n), 0n),
  lower: value => isCased(printValue(defined(value)), 'lower'),
  upper: value => isCased(printValue(defined(value)), 'upper'),
};

const operators: Readonly<Record<string, CompareOperator>> = {
  eq: '==',
  equalto: '==',
  '==': '==',
  ne: '!=',
  '!=': '!=',
  lt: '<',
  lessthan: '<',
  '<': '<',
  le: '<=',
  '<=': '<=',
  gt: '>',
  greaterthan: '>',
  '>': '>',
  ge: '>=',
  '>=': '>=',
  in: 'in',
};

/** Tests of a value and an argument. */
const together: Readonly<Record<string, (value: Value, other: Value) => boolean>> = {
  divisibleby: (value, by) => compare('==', remainder(value, by), 0n),
  sameas: (value, other) => value === other,
};

const refused = new Set(['escaped', 'filter', 'test']);

const testNames: readonly string[] = [
  ...Object.keys(alone),
  ...Object.keys(operators),
  ...Object.keys(together),
];

/** Applies `value is name(args)`. Throws CrmError for an unknown test. */
export function applyTest(name: string, given: Value, args: CallArguments): boolean {
  const value = plain(given);
  const what = `the test '${name}'`;
  const single = Object.hasOwn(alone, name) ? alone[name] : undefined;
  if (single !== undefined) {
    bindArguments(what, args, []);
    if (
      value instanceof Undefined &&
      value.reason === 'no-else' &&
      name !== 'defined' &&
      name !== 'undefined'
    ) {
      throw undefinedError(value);
    }
    return single(value);
  }
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator !== undefined) {
    const [other] = bindArguments(what, args, ['other'], 1);
    return compare(operator, value, other ?? null);
  }
  const pair = Object.hasOwn(together, name) ? together[name] : undefined;
  if (pair !== undefined) {
    const [other] = bindArguments(what, args, ['other'], 1);
    return pair(value, other ?? null);
  }
  if (refused.has(name)) {
    throw new CrmError('template-unsupported', { reason: `${what} is not supported` });
  }
  throw new CrmError('template-undefined', {
    name,
    reason: `there is no test '${name}'`,
    hint: nearestHint(name, testNames),
  });
}

function isCased(text: string, which: 'lower' | 'upper'): boolean {
  spend(text.length / 4);
  const [same, other] =
    which === 'lower'
      ? [text.toLowerCase(), text.toUpperCase()]
      : [text.toUpperCase(), text.toLowerCase()];
  return text === same && text !== other;
}
