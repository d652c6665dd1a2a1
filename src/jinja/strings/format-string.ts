import { CrmError } from '../../base/errors/crm-error.ts';
import { checkText, spend, spendText } from '../values/budget.ts';
import { printValue, reprValue } from '../values/print-value.ts';
import { cutText } from '../values/sequence.ts';
import { defined, templateError } from '../values/type-name.ts';
import type { CallArguments, Value } from '../values/value.ts';
import { type FormatSpec, formatNumber, pad } from './format-number.ts';

const field = /\{\{|\}\}|\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g;
const specification = /^(?:(.)?([<>^=]))?([-+ ])?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

/** Python's `'{} {name:>8.2f}'.format(…)`. */
export function formatString(format: string, { positional, named }: CallArguments): string {
  let automatic = 0;
  let made = format.length;
  spendText(made);
  const counted = (part: string): string => {
    made += part.length;
    checkText(made);
    spend(1);
    return part;
  };
  return format.replace(field, (whole: string, name?: string, conversion?: string, spec = '') => {
    if (whole === '{{') return '{';
    if (whole === '}}') return '}';
    if (name === undefined) {
      throw templateError(`a single '${whole}' in a format`, `write '${whole}${whole}'`);
    }
    let value: Value | undefined;
    if (name === '') {
      value = positional[automatic];
      automatic += 1;
    } else if (/^\d+$/.test(name)) value = positional[Number(name)];
    else if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) value = named.get(name);
    else {
      throw new CrmError('template-unsupported', {
        reason: `the field '{${name}}' is not supported`,
        hint: 'give the value itself as an argument',
      });
    }
    if (value === undefined) throw templateError(`'${whole}' has no argument`);
    return counted(formatValue(conversion === 'r' ? reprValue(value) : defined(value), spec));
  });
}

function formatValue(value: Value, text: string): string {
  if (text === '') return printValue(value);
  const match = specification.exec(text);
  if (match === null) {
    throw new CrmError('template-unsupported', { reason: `the format '${text}' is not supported` });
  }
  const [, fill, align, sign, zero, width, grouping, precision, type] = match;
  const numeric = typeof value === 'bigint' || typeof value === 'number';
  const spec: FormatSpec = {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: (align ?? (zero !== undefined && numeric ? '=' : undefined)) as FormatSpec['align'],
    sign: sign as FormatSpec['sign'],
    grouping: (grouping ?? '') as FormatSpec['grouping'],
    width: Number(width ?? 0),
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
  if (zero !== undefined && grouping !== undefined) {
    throw new CrmError('template-unsupported', { reason: `the format '${text}' is not supported` });
  }
  if (numeric) return formatNumber(value, spec);
  if (typeof value !== 'string' || (spec.type !== '' && spec.type !== 's')) {
    throw templateError(`the format '${text}' does not fit ${reprValue(value)}`);
  }
  const cut = spec.precision === undefined ? value : cutText(value, spec.precision);
  return pad(cut, spec, '<');
}
