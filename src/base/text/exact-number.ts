/** The digits of a number and the place of its point, whatever way it is written in. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] =
    /^([+-]?)([0-9]*)(?:[.]([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  const digits = `${whole}${decimals}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const place = digits.length - decimals.length + Number(exponent);
  return `${sign === '-' ? '-' : ''}${significant}e${place}`;
}

/** The shortest text that reads as the nearest number of a type. */
export function nearestNumber(text: string, type: 'double' | 'float'): string {
  const number = Number(text);
  if (type === 'double') return String(number);
  const single = Math.fround(number);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = single.toPrecision(digits);
    if (Math.fround(Number(short)) === single) return String(Number(short));
  }
  return String(Number(single.toPrecision(9)));
}

/**
 * True for a number whose text a double (or float) gives back, digit by digit: not for 2^53 + 1, a decimal of
 * twenty digits, or 1e400.
 */
export function isExact(text: string, type: 'double' | 'float' = 'double'): boolean {
  const nearest = nearestNumber(text, type);
  return Number.isFinite(Number(nearest)) && digitsOf(text) === digitsOf(nearest);
}
