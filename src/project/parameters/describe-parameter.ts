import type { Parameter, ParameterType } from './parameter.ts';

const nouns: Readonly<Record<ParameterType, string>> = {
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  string: 'a string',
  date: 'a date such as 2024-02-29',
  month: 'the first day of a month, such as 2024-02-01',
  strings: 'a list of strings',
  dates: 'a list of dates such as 2024-02-29',
};

/** What a parameter takes, such as "an integer from 1 to 366 (days)". */
export function describeParameter(parameter: Parameter): string {
  const { type, choices, unit, nullable } = parameter;
  const listed = choices?.join(', ').replace(/, ([^,]*)$/, ' or $1');
  const noun =
    listed === undefined ? nouns[type] : type === 'strings' ? `a list of ${listed}` : listed;
  const withUnit = unit === undefined ? '' : ` (${unit})`;
  return `${noun}${describeBounds(parameter)}${withUnit}${nullable ? ' or null' : ''}`;
}

function describeBounds({ min, max, above, below }: Parameter): string {
  const low = min === undefined ? (above === undefined ? '' : ` above ${above}`) : ` from ${min}`;
  const high = max === undefined ? (below === undefined ? '' : ` below ${below}`) : ` to ${max}`;
  if (low !== '' && high.startsWith(' below')) return `${low} and${high}`;
  if (low === '' && high.startsWith(' to')) return ` up to ${max}`;
  return `${low}${high}`;
}
