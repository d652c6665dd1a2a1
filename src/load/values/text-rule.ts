import { quoteLiteral } from '../../dialect/names/relation.ts';
import { type DataType, label } from '../../dialect/types/data-type.ts';
import { formHint } from './form-hint.ts';

/**
 * How text becomes a value of a type: one set of patterns for SQL, which reads the file, and for
 * `check`, which explains what SQL refused. They are in the syntax that RE2 and JavaScript share.
 */
export interface TextRule {
  /**
   * SQL that is true for text of the right form; casting it can still fail (a number out of range,
   * the 30th of February).
   */
  valid(text: string): string;
  /**
   * SQL that is true only for text in the database's own spelling, and costs less than `valid`;
   * such text becomes the type with `try_cast`.
   */
  quick?(text: string): string;
  /** SQL that turns text of the right form into the type, or fails. */
  value(text: string): string;
  /** Why the text is not a value of the type, and what to do; undefined when it is one. */
  check(text: string): Refusal | undefined;
}

export interface Refusal {
  /** Goes on after the value: `is not a date`. */
  readonly reason: string;
  readonly hint?: string | undefined;
  /** Tells texts apart that have the same reason and want other hints. */
  readonly form?: string | undefined;
}

const day = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const midnight = '([ T]00:00(:00([.]0+)?)?)?';
const time = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6}0*)?)?';
const zone = ' ?(Z|UTC|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)';
const naive = `${day}([ T]${time})?`;
const zoned = `${day}[ T]${time}${zone}`;
const date: DataType = { kind: 'date', sql: 'DATE' };
const isZoned = new RegExp(`^${zoned}$`);
const trueWords = ['true', 't', 'yes', 'y', '1'];
const falseWords = ['false', 'f', 'no', 'n', '0'];

/** The rule of a type. */
export function textRule(type: DataType): TextRule {
  switch (type.kind) {
    case 'varchar':
      return { valid: () => 'true', value: text => text, check: () => undefined };
    case 'boolean':
      return booleanRule();
    case 'integer':
      return integerRule(type);
    case 'decimal':
      return decimalRule(type);
    case 'double':
      return doubleRule(type);
    case 'date':
      return {
        ...patternRule(`${day}${midnight}`, type, checkDay),
        quick: text => `${printed(text, type)} = ${text} and strlen(${text}) = 10`,
        value: text => `cast(left(${text}, 10) as date)`,
      };
    case 'timestamp':
      return timestampRule(type);
    case 'timestamptz':
      return zonedRule(type);
  }
}

function patternRule(
  pattern: string,
  type: DataType,
  check: (text: string) => Refusal | undefined,
): TextRule {
  const whole = new RegExp(`^(?:${pattern})$`);
  return {
    valid: text => `regexp_full_match(${text}, ${quoteLiteral(pattern)})`,
    value: text => `cast(${text} as ${type.sql})`,
    check: text => (whole.test(text) ? check(text) : refuse(text, type)),
  };
}

function booleanRule(): TextRule {
  const list = (words: readonly string[]) => words.map(quoteLiteral).join(', ');
  return {
    valid: text => `lower(${text}) in (${list([...trueWords, ...falseWords])})`,
    value: text => `lower(${text}) in (${list(trueWords)})`,
    check: text =>
      [...trueWords, ...falseWords].includes(text.toLowerCase())
        ? undefined
        : refuse(text, { kind: 'boolean', sql: 'BOOLEAN' }),
  };
}

/** What DuckDB makes of text, printed again: text that reads the same was read right. */
function printed(text: string, type: DataType): string {
  return `cast(try_cast(${text} as ${type.sql}) as varchar)`;
}

function integerRule(type: DataType & { kind: 'integer' }): TextRule {
  const rule = patternRule('[+-]?[0-9]+([.]0*)?', type, text => {
    const number = BigInt(text.replace(/\..*$/, '').replace(/^\+/, ''));
    return number < type.min || number > type.max
      ? { reason: `is out of the range of ${label(type)}, ${type.min} to ${type.max}` }
      : undefined;
  });
  return { ...rule, quick: text => `${printed(text, type)} = ${text}` };
}

function decimalRule(type: DataType & { kind: 'decimal' }): TextRule {
  const { precision, scale } = type;
  const bare = scale === 0 ? '' : `|[.][0-9]{1,${scale}}0*`;
  const rule = patternRule(`[+-]?([0-9]+([.][0-9]{0,${scale}}0*)?${bare})`, type, text => {
    const digits = text.replace(/^[+-]?0*/, '').replace(/\..*$/, '');
    return digits.length > precision - scale
      ? { reason: `is out of the range of ${label(type)}` }
      : undefined;
  });
  return {
    ...rule,
    // 1.5 is printed as 1.500.
    quick: text => `starts_with(${printed(text, type)}, ${text})`,
    check: text =>
      /^[+-]?[0-9]*[.][0-9]+$/.test(text) && rule.check(text)?.reason.startsWith('is not')
        ? {
            reason: `has more decimals than ${label(type)} holds`,
            hint: `round it to ${scale} decimals, or declare a type with more`,
          }
        : rule.check(text),
  };
}

function doubleRule(type: DataType & { kind: 'double' }): TextRule {
  const form = '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?';
  const rule = patternRule(form, type, text => {
    const number = type.sql === 'FLOAT' ? Math.fround(Number(text)) : Number(text);
    return Number.isFinite(number)
      ? undefined
      : { reason: `is out of the range of ${label(type)}` };
  });
  return {
    ...rule,
    valid: text => `${rule.valid(text)} and isfinite(try_cast(${text} as ${type.sql}))`,
  };
}

/** DuckDB wants the seconds of a time with a zone, where they may be zero, and no space before it. */
function zonedRule(type: DataType): TextRule {
  const close = (text: string) =>
    `left(${text}, 11) || replace(replace(substr(${text}, 12), ' ', ''), 'UTC', 'Z')`;
  return {
    ...patternRule(zoned, type, checkDay),
    value: text =>
      `cast(regexp_replace(${close(text)}, '^(.{16})([^:])', '\\1:00\\2') as timestamptz)`,
  };
}

function timestampRule(type: DataType & { kind: 'timestamp' }): TextRule {
  const plain: TextRule = {
    ...patternRule(naive, type, checkDay),
    // Printing a day is cheaper than a time. Lengths keep out infinity, years before Christ and after 9999.
    quick: text =>
      `((strlen(${text}) = 10 and ${printed(text, date)} = ${text}) ` +
      `or (strlen(${text}) = 19 and ${printed(text, type)} = ${text}))`,
  };
  const { timeZone } = type;
  if (timeZone === undefined) return plain;
  const withZone = zonedRule(type);
  return {
    ...plain,
    valid: text => `(${plain.valid(text)} or ${withZone.valid(text)})`,
    value: text =>
      `case when ${plain.valid(text)} then ${plain.value(text)} ` +
      `else timezone(${quoteLiteral(timeZone)}, ${withZone.value(text)}) end`,
    check: text => (isZoned.test(text) ? withZone : plain).check(text),
  };
}

function checkDay(text: string): Refusal | undefined {
  const [year = 0, month = 0, dayOfMonth = 0] = text.slice(0, 10).split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return dayOfMonth <= days ? undefined : { reason: 'is a day that the calendar does not have' };
}

function refuse(text: string, type: DataType): Refusal {
  const reason = `is not ${article(label(type))} ${label(type)}`;
  return { reason, ...formHint(text, type) };
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) && !noun.startsWith('u') ? 'an' : 'a';
}
