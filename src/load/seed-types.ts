import type { CsvHeader } from './csv-header.ts';
import { fieldText, scanCsv } from './csv-scanner.ts';
import { type DataType, parseDataType } from './data-type.ts';
import { type TextRule, textRule } from './text-rule.ts';

/** The narrowest type comes first; text is what is left when none takes every value. */
const candidates: readonly { readonly type: DataType; readonly rule: TextRule }[] = [
  'boolean',
  'integer',
  'bigint',
  'double',
  'date',
  'timestamp',
].flatMap(name => {
  const type = parseDataType(name);
  return type === undefined ? [] : [{ type, rule: textRule(type) }];
});

/**
 * Types of the columns of a CSV file that nobody declares, decided over all values: boolean (only
 * true and false), integer, bigint, double, date, timestamp, else varchar. A number written with a
 * leading zero or a plus sign is text, and so is a column without any value.
 */
export async function inferTypes(
  file: string,
  header: CsvHeader,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, DataType>> {
  const open = new Map(indexes.map(index => [index, { left: candidates, seen: false }]));
  let isHeader = true;
  await scanCsv(file, header.delimiter, record => {
    if (isHeader) {
      isHeader = false;
      return undefined;
    }
    if (record.badQuote !== undefined) return undefined;
    for (const [index, column] of open) {
      if (index >= record.starts.length) continue;
      const text = fieldText(record, index);
      if (text === '') continue;
      column.seen = true;
      column.left = column.left.filter(({ type, rule }) => fits(text, type, rule));
    }
    return undefined;
  });
  const text: DataType = { kind: 'varchar', sql: 'VARCHAR' };
  return new Map(
    [...open].map(([index, { left, seen }]) => [index, (seen ? left[0]?.type : undefined) ?? text]),
  );
}

const codeLike = /^(\+|-?0[0-9])/;

function fits(text: string, type: DataType, rule: TextRule): boolean {
  switch (type.kind) {
    case 'boolean':
      return /^(true|false)$/i.test(text);
    case 'integer':
      return /^-?[0-9]+$/.test(text) && !codeLike.test(text) && rule.check(text) === undefined;
    case 'double':
      return !codeLike.test(text) && rule.check(text) === undefined;
    case 'date':
      return text.length === 10 && rule.check(text) === undefined;
    default:
      return rule.check(text) === undefined;
  }
}
