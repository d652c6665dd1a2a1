import { CrmError } from '../../base/errors/crm-error.ts';
import { checkText, spend, spendText } from '../values/budget.ts';
import { printValue, reprValue } from '../values/print-value.ts';
import { cutText } from '../values/sequence.ts';
import { defined, templateError, typeName } from '../values/type-name.ts';
import { Tuple, type Value } from '../values/value.ts';
import { type FormatSpec, formatNumber, pad } from './format-number.ts';

const directive = /%(?:\(([^()]*)\))?([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%]?)/g;

/** Python's `'…%s…' % value`. */
export function formatPercent(format: string, argument: Value): string {
  const positional = argument instanceof Tuple ? argument.items : [argument];
  let taken = 0;
  let byName = false;
  let made = format.length;
  spendText(made);
  const text = format.replace(
    directive,
    (
      whole: string,
      name: string | undefined,
      flags: string,
      width: string,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      let value: Value | undefined;
      if (name !== undefined) {
        if (!(argument instanceof Map)) throw templateError(`'${whole}' takes a dict`);
        byName = true;
        value = argument.get(name);
        if (value === undefined) throw templateError(`'${whole}' finds no key '${name}'`);
      } else {
        value = positional[taken];
        taken += 1;
        if (value === undefined) throw templateError('not enough arguments for the format');
      }
      const minus = flags.includes('-');
      const part = formatOne(value, type, {
        fill: flags.includes('0') && !minus && !'sr'.includes(type) ? '0' : ' ',
        align: minus ? '<' : flags.includes('0') && !'sr'.includes(type) ? '=' : '>',
        sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : undefined,
        grouping: '',
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        type,
      });
      made += part.length;
      checkText(made);
      spend(1);
      return part;
    },
  );
  if (
    !byName &&
    taken < positional.length &&
    !(argument instanceof Map || (Array.isArray(argument) && taken === 0))
  ) {
    throw templateError('not all arguments are used by the format');
  }
  return text;
}

function formatOne(given: Value, type: string, spec: FormatSpec): string {
  const value = defined(given);
  switch (type) {
    case 's':
    case 'r': {
      const text = type === 's' ? printValue(value) : reprValue(value);
      return pad(spec.precision === undefined ? text : cutText(text, spec.precision), spec, '>');
    }
    case 'd':
    case 'i':
    case 'u': {
      const number = numeric(value, type);
      if (typeof number === 'number' && !Number.isFinite(number)) {
        throw templateError(`'%${type}' takes a finite number, not ${printValue(number)}`);
      }
      const whole = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
      return formatNumber(whole, { ...spec, type: 'd' });
    }
    case 'f':
    case 'F':
    case 'e':
    case 'E':
      return formatNumber(Number(numeric(value, type)), spec);
    case 'x':
    case 'X':
    case 'o':
      return formatNumber(numeric(value, type), spec);
    default:
      throw new CrmError('template-unsupported', {
        reason: `the format '%${type}' is not supported`,
        hint: 'use %s, %r, %d, %f, %e, %x or %o',
      });
  }
}

function numeric(value: Value, type: string): bigint | number {
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  throw templateError(`'%${type}' takes a number, not ${typeName(value)}`);
}
