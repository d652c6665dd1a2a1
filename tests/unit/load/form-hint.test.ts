import { expect, test } from 'vitest';
import { parseDataType } from '../../../src/dialect/types/data-type.ts';
import { textRule } from '../../../src/load/values/text-rule.ts';

/** [declared type, text in the file, hint]. */
const hints: readonly (readonly [type: string, text: string, hint: string | undefined])[] = [
  // thousands and decimals
  ['decimal(18,2)', '1,299.00', 'write it as 1299.00, without thousands separators'],
  [
    'decimal(18,2)',
    '1.234,50',
    'write it as 1234.50, without thousands separators, with a decimal point',
  ],
  ['decimal(18,2)', '99,5', 'write it as 99.5, with a decimal point'],
  ['decimal(18,3)', '1,299', 'write numbers with a decimal point and without thousands separators'],
  ['integer', '1,299,000', 'write it as 1299000, without thousands separators'],
  ['integer', '1.299.000', 'write it as 1299000, without thousands separators'],
  ['integer', '12,34,567', 'write it as 1234567, without thousands separators'],
  ['decimal(18,2)', '1 234.50', 'write it as 1234.50, without thousands separators'],
  [
    'decimal(18,2)',
    '1\u00a0234,50',
    'write it as 1234.50, without thousands separators, which are no-break spaces, with a decimal point',
  ],
  [
    'decimal(18,2)',
    '1\u202f234.5',
    'write it as 1234.5, without thousands separators, which are no-break spaces',
  ],
  [
    'integer',
    '1\u2009234',
    'write it as 1234, without thousands separators, which are thin spaces',
  ],
  ['decimal(18,2)', "1'299.00", 'write it as 1299.00, without thousands separators'],
  ['decimal(18,2)', '1’299.00', 'write it as 1299.00, without thousands separators'],
  ['integer', '1_000', 'write it as 1000, without thousands separators'],
  // currencies
  ['decimal(18,2)', '€99.00', 'write it as 99.00, without the currency'],
  ['decimal(18,2)', '99,00 €', 'write it as 99.00, without the currency, with a decimal point'],
  ['integer', '$ 5', 'write it as 5, without the currency'],
  ['integer', '-$5', 'write it as -5, without the currency'],
  ['integer', 'US$ 5', 'write it as 5, without the currency'],
  [
    'decimal(18,2)',
    '₺1.234,50',
    'write it as 1234.50, without the currency, without thousands separators, with a decimal point',
  ],
  ['integer', 'EUR 5', 'write it as 5, without the currency'],
  ['integer', '5 TL', 'write it as 5, without the currency'],
  ['integer', '8,-', 'write it as 8, without the currency'],
  // minus
  ['decimal(18,2)', '(10.00)', 'write it as -10.00, with a minus sign instead of parentheses'],
  ['integer', '1-', 'write it as -1, with the minus sign in front'],
  [
    'decimal(18,2)',
    '1.234,50-',
    'write it as -1234.50, with the minus sign in front, without thousands separators, with a decimal point',
  ],
  ['integer', '−5', 'write it as -5, with the minus sign of the keyboard'],
  ['integer', '- 5', 'write it as -5, without the space behind the sign'],
  // exponents
  ['integer', '2E0', 'write it as 2, without an exponent'],
  ['decimal(18,2)', '1.5E+03', 'write it as 1500, without an exponent'],
  ['decimal(18,3)', '2,5E-2', 'write it as 0.025, with a decimal point, without an exponent'],
  ['integer', '1.5e0', 'write numbers without an exponent'],
  // shares, other digits, spaces
  ['decimal(18,2)', '12 %', 'write it without the percent sign: 12, or as a share of 1'],
  ['decimal(18,2)', '12,5%', 'write it without the percent sign: 12.5, or as a share of 1'],
  ['integer', '１２', 'write it as 12, in the digits 0 to 9'],
  ['decimal(18,1)', '١٢٫٥', 'write it as 12.5, in the digits 0 to 9'],
  ['integer', '5 ', 'take away the spaces around it'],
  ['integer', '\u00a05', 'take away the no-break spaces, tabs or line ends around it'],
  ['integer', '#N/A', 'leave the field empty for no value'],
  // no numbers
  ['integer', 'abc', undefined],
  ['integer', '1.5', undefined],
  ['integer', '12,34,56', undefined],
  ['integer', '1.2.3', undefined],
  ['integer', 'C-17', undefined],
  // days
  ['date', '31.01.2024', 'write it as 2024-01-31'],
  ['date', '1.2.2024', 'write it as 2024-02-01'],
  ['date', '01/31/2024', 'write it as 2024-01-31'],
  ['date', '31/01/2024', 'write it as 2024-01-31'],
  ['date', '01/02/2024', 'write it as 2024-01-31: year, month and day in this order'],
  ['date', '31.01.24', 'write it as 2024-01-31: year, month and day in this order'],
  ['date', '2024-1-5', 'write it as 2024-01-05'],
  ['date', '2024/01/05', 'write it as 2024-01-05'],
  ['date', '20240131', 'write it as 2024-01-31'],
  ['date', '45322', 'write it as 2024-01-31, which Excel counts as a number of days'],
  ['date', '31.02.2024', 'write it as 2024-01-31'],
  [
    'date',
    '31.01.2024 10:05',
    'write the date alone, as 2024-01-31, or declare the column as timestamp',
  ],
  ['date', '٢٠٢٤-٠١-٣١', 'write it as 2024-01-31, in the digits 0 to 9'],
  ['timestamp', '31.01.2024 10:05', 'write it as 2024-01-31 10:05:00'],
  ['timestamp', '1/31/2024 9:05:07', 'write it as 2024-01-31 09:05:07'],
  [
    'timestamp',
    '45322.5',
    'write it as 2024-01-31 12:00:00, which Excel counts as a number of days',
  ],
];

test.each(hints)('%s refuses %j and says how to write it', (declared, text, hint) => {
  const type = parseDataType(declared);
  if (type === undefined) throw new Error(`no type ${declared}`);
  const refusal = textRule(type).check(text);
  expect(refusal).toBeDefined();
  expect(refusal?.hint).toBe(hint);
});
