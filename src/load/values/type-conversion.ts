import { quoteLiteral } from '../../dialect/names/relation.ts';
import { type DataType, label, parseDataType } from '../../dialect/types/data-type.ts';
import { type Refusal, textRule } from './text-rule.ts';

/** How a typed column becomes another type without losing anything. */
export type Conversion =
  | {
      readonly value: string;
      /** SQL that is true for a value that can be taken; without it all can. */
      readonly valid?: never;
    }
  | {
      readonly value: string;
      readonly valid: string;
      /** SQL that is true where there is a value at all. */
      readonly present: string;
      /** Why a value, as DuckDB prints it, cannot be taken. */
      explain(text: string): Refusal;
    };

type Family = 'text' | 'number' | 'boolean' | 'day' | 'zoned' | 'other';

/**
 * The conversion of column `name` (SQL) of type `from`, as DuckDB prints it, or what to do about one
 * that is refused as a whole. A value counts as lossless when it comes back the same.
 */
export function conversion(
  name: string,
  from: string,
  to: DataType,
): Conversion | { readonly refused: string } {
  const family = familyOf(from);
  if (family === 'text') return fromText(name, to);
  if (to.kind === 'varchar') return toText(name, from);
  if (family === 'other') return { refused: 'export it as one of the plain types' };
  if (from === to.sql && family !== 'day' && family !== 'zoned' && to.kind !== 'double') {
    return { value: name };
  }
  const target = familyOf(to.sql);
  if (family === 'zoned' && to.kind === 'timestamp') return fromZoned(name, to.timeZone);
  const related = family === target || (family === 'boolean' && target === 'number');
  if (!related && !(family === 'number' && target === 'boolean')) {
    const zoneless = family === 'day' && target === 'zoned';
    return { refused: zoneless ? 'declare it as timestamp' : `declare it as ${suggestion(from)}` };
  }
  const value = `cast(${name} as ${to.sql})`;
  const same = `try_cast(try_cast(${name} as ${to.sql}) as ${from}) = ${name}`;
  const finite = canBeInfinite(from) ? `isfinite(${name}) and ` : '';
  const present = `${name} is not null`;
  return { value, present, valid: `${finite}${same}`, explain: text => lossOf(text, to) };
}

function familyOf(type: string): Family {
  if (type === 'VARCHAR' || type.startsWith('ENUM')) return 'text';
  if (/^(TIMESTAMP_(S|MS|NS)|DATE|TIMESTAMP)$/.test(type)) return 'day';
  const parsed = parseDataType(type);
  switch (parsed?.kind) {
    case 'integer':
    case 'decimal':
    case 'double':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'timestamptz':
      return 'zoned';
    default:
      return 'other';
  }
}

function fromText(name: string, to: DataType): Conversion {
  const text = `nullif(cast(${name} as varchar), '')`;
  if (to.kind === 'varchar') return { value: text };
  const rule = textRule(to);
  return {
    value: `case when ${text} is not null then ${rule.value(text)} end`,
    present: `${text} is not null`,
    valid: `(${text} is null or ${rule.valid(text)})`,
    explain: value => rule.check(value) ?? lossOf(value, to),
  };
}

function toText(name: string, from: string): Conversion | { readonly refused: string } {
  if (from === 'DOUBLE' || from === 'FLOAT') {
    return { refused: 'an identifier would read 1234.0; export the column as text or integer' };
  }
  if (from === 'BLOB' || /[\](]/.test(from.replace(/^DECIMAL\(.*\)$/, ''))) {
    return { refused: 'export the column as text' };
  }
  return { value: `cast(${name} as varchar)` };
}

function fromZoned(
  name: string,
  timeZone: string | undefined,
): Conversion | { readonly refused: string } {
  if (timeZone === undefined) {
    return { refused: "say which zone the column is in with 'meta: {time_zone: …}'" };
  }
  return {
    value: `timezone(${quoteLiteral(timeZone)}, ${name})`,
    present: `${name} is not null`,
    valid: `isfinite(${name})`,
    explain: () => ({ reason: 'is not a point in time' }),
  };
}

function canBeInfinite(type: string): boolean {
  return /^(DOUBLE|FLOAT|DATE|TIMESTAMP)/.test(type);
}

function suggestion(from: string): string {
  const parsed = parseDataType(from);
  return parsed === undefined ? 'varchar' : label(parsed);
}

function lossOf(text: string, to: DataType): Refusal {
  const what = label(to);
  if (/inf|nan/i.test(text)) return { reason: `is not ${what}`, hint: 'leave it NULL' };
  if (to.kind === 'decimal' && /[.e]/.test(text)) {
    return {
      reason: `does not fit ${what} without loss`,
      hint: `round it to ${to.scale} decimals, or declare a type with more digits`,
    };
  }
  if (to.kind === 'date') {
    return {
      reason: 'has a time of day, which a date would lose',
      hint: 'declare the column as timestamp',
    };
  }
  return { reason: `does not fit ${what} without loss` };
}
