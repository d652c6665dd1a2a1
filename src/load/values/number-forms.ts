/** A number that is written as people and other programs write it. */
export interface WrittenNumber {
  /** The same number as this program reads it; undefined when it can be read in two ways. */
  readonly plain: string | undefined;
  /** What is to be left out or changed, in the words of a hint. */
  readonly oddities: readonly string[];
}

/** [pattern, what takes its place, what is said of it]; each is tried on what the others left. */
const changes: readonly (readonly [RegExp, (match: RegExpExecArray) => string, string])[] = [
  [
    /^(.*\d.*?)\s*(?:\p{Sc}|EUR|USD|GBP|CHF|TRY|TL|JPY|CNY|PLN|CZK|SEK|NOK|DKK|HUF|INR|AUD|CAD|Fr\.?|kr\.?|zł|Kč|Ft|,-|\.-|,--)$/iu,
    match => match[1] ?? '',
    'without the currency',
  ],
  [/^\((.*)\)$/, match => `-${match[1]}`, 'with a minus sign instead of parentheses'],
  [/^(.*[^\s-])\s*-$/, match => `-${match[1]}`, 'with the minus sign in front'],
  [
    /^([+-]?)\s*(?:\p{Sc}|[A-Z]{2,3}[$]|US[$]|EUR|USD|GBP|CHF|TRY|TL|JPY|CNY|PLN|CZK|SEK|NOK|DKK|HUF|INR|AUD|CAD|Fr\.?|kr\.?)\s*([+-]?.*\d.*)$/iu,
    match => `${match[1]}${match[2]}`,
    'without the currency',
  ],
];

const noBreak = /[\u00a0\u202f\u2007]/;
const thinSpace = /[\u2000-\u200a\u205f\u3000]/;
const minus = /^[\u2212\u2010-\u2013\uff0d]/;

/**
 * Reads a number in the forms of Excel, SAP and the like: thousands separators, a decimal comma, a
 * currency, parentheses, a minus sign behind, an exponent, the digits of other scripts. Undefined
 * for what is not a number.
 */
export function readNumber(text: string): WrittenNumber | undefined {
  const oddities = new Set<string>();
  let rest = text.trim();
  const digits = asciiDigits(rest);
  if (digits !== rest) oddities.add('in the digits 0 to 9');
  rest = digits;
  if (minus.test(rest)) {
    oddities.add('with the minus sign of the keyboard');
    rest = rest.replace(minus, '-');
  }
  for (let turn = 0; turn < 2; turn += 1) {
    for (const [pattern, replacement, words] of changes) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      oddities.add(words);
      rest = replacement(match).trim();
    }
  }
  if (/^[+-]\s/.test(rest)) {
    oddities.add('without the space behind the sign');
    rest = rest.replace(/^([+-])\s+/, '$1');
  }
  const number = readDigits(rest, oddities);
  if (number === undefined) return undefined;
  return { plain: number.plain, oddities: [...oddities] };
}

/** A sign, digits with separators, and an exponent. */
function readDigits(
  text: string,
  oddities: Set<string>,
): { plain: string | undefined } | undefined {
  const match = /^([+-]?)((?:\d[\d.,'’\s_]*)?\d|[.,]\d+|\d+[.,])(?:[eE]([+-]?\d{1,3}))?$/u.exec(
    text,
  );
  if (match === null) return undefined;
  const [, sign = '', body = '', exponent] = match;
  const grouped = /['’\s_]/u;
  let figures = body;
  if (grouped.test(figures)) {
    if (!/^\d{1,3}((['’\s_])\d{3})(\2\d{3})*([.,]\d+)?$/u.test(figures)) return undefined;
    const by = noBreak.test(figures)
      ? 'no-break spaces'
      : thinSpace.test(figures)
        ? 'thin spaces'
        : '';
    oddities.add(`without thousands separators${by === '' ? '' : `, which are ${by}`}`);
    figures = figures.replaceAll(/['’\s_]/gu, '');
  }
  const separated = readSeparators(figures, oddities);
  if (separated === undefined) return undefined;
  if (exponent !== undefined) oddities.add('without an exponent');
  const { plain } = separated;
  if (plain === undefined) return { plain };
  return { plain: tidy(sign, exponent === undefined ? plain : shift(plain, Number(exponent))) };
}

/** Points and commas: the last kind marks the decimals, the other one thousands. */
function readSeparators(
  figures: string,
  oddities: Set<string>,
): { plain: string | undefined } | undefined {
  const points = figures.split('.').length - 1;
  const commas = figures.split(',').length - 1;
  const thousands = 'without thousands separators';
  if (commas === 0 && points <= 1) return { plain: figures };
  if (commas === 1 && points === 0) {
    const [whole = '', decimals = ''] = figures.split(',');
    // 1,299 is more than a thousand here and little more than one there.
    if (/^\d{1,3}$/.test(whole) && whole !== '0' && decimals.length === 3) {
      oddities.add('with a decimal point').add(thousands);
      return { plain: undefined };
    }
    oddities.add('with a decimal point');
    return { plain: `${whole}.${decimals}` };
  }
  const decimal = figures.lastIndexOf('.') > figures.lastIndexOf(',') ? '.' : ',';
  const isPlain = Math.min(points, commas) === 0;
  const [last, other] = isPlain ? [undefined, decimal] : [decimal, decimal === '.' ? ',' : '.'];
  const [whole = '', decimals, ...more] = last === undefined ? [figures] : figures.split(last);
  const groups = whole.split(other);
  if (more.length > 0 || !/^\d{1,3}$/.test(groups[0] ?? '')) return undefined;
  // Lakh and crore are set apart by twos.
  if (!groups.slice(1).every(group => /^\d{2,3}$/.test(group)) || groups.at(-1)?.length !== 3) {
    return undefined;
  }
  oddities.add(thousands);
  if (last === ',') oddities.add('with a decimal point');
  return { plain: decimals === undefined ? groups.join('') : `${groups.join('')}.${decimals}` };
}

/** A plain number times a power of ten, written out. */
function shift(plain: string, exponent: number): string | undefined {
  if (Math.abs(exponent) > 40) return undefined;
  const [whole = '', decimals = ''] = plain.split('.');
  const zeros = '0'.repeat(Math.abs(exponent));
  const digits = exponent < 0 ? zeros + whole + decimals : whole + decimals + zeros;
  const point = exponent < 0 ? whole.length : whole.length + exponent;
  return `${digits.slice(0, point)}.${digits.slice(point)}`.replace(
    /[.]0*$|(?<=[.][0-9]*[1-9])0+$/,
    '',
  );
}

function tidy(sign: string, plain: string | undefined): string | undefined {
  if (plain === undefined) return undefined;
  const [whole = '', decimals] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = decimals === undefined || decimals === '' ? '' : `.${decimals}`;
  return `${sign === '-' ? '-' : ''}${digits}${rest}`;
}

/** Digits of any script as 0 to 9; the Arabic separators as a point and a comma. */
export function asciiDigits(text: string): string {
  return text
    .replaceAll(/[^\P{Nd}0-9]/gu, digit => String(digitValue(digit)))
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .replaceAll('\uff0e', '.')
    .replaceAll('\uff0c', ',');
}

/** Decimal digits are in Unicode in rows of ten, 0 first, some of which follow upon one another. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return (code - start) % 10;
}
