import { CrmError } from '../../base/errors/crm-error.ts';
import type { LoadedInto } from '../input.ts';
import { RowErrors, showValue } from '../row-errors.ts';
import { countSuspects, type Suspicion, suspicions } from '../values/suspect-values.ts';
import type { CsvHeader } from './csv-header.ts';
import { fieldText, positionIn, scanCsv } from './csv-scanner.ts';
import type { BoundColumn } from './csv-select.ts';
import { countLineEnds, isOpenEnded, readTail } from './csv-tail.ts';
import type { BytesFound } from './look-at-bytes.ts';

/**
 * What is odd about a CSV file that was loaded: a last line that does not end, values that look
 * damaged, with their lines. `bytes` is what was found in the file.
 */
export async function csvWarnings(
  file: string,
  path: string,
  header: CsvHeader,
  columns: readonly BoundColumn[],
  bytes: BytesFound,
  loaded: LoadedInto,
): Promise<readonly CrmError[]> {
  const warnings: CrmError[] = [];
  const kinds = suspicions.filter(suspicion => bytes.has(suspicion.bytes));
  if (kinds.length > 0)
    warnings.push(...(await suspectWarnings(file, path, header, columns, kinds, loaded)));
  const tail = await readTail(file);
  if (isOpenEnded(tail)) {
    const start = Math.max(tail.bytes.lastIndexOf('\n'), tail.bytes.lastIndexOf('\r')) + 1;
    const before = tail.start + start;
    const line = (await countLineEnds(file, before)) + 1;
    const last = tail.bytes.toString('utf8', start);
    // An editor shows no byte order mark.
    const shown = before === 0 ? last.replace(/^\ufeff/, '') : last;
    const location = { file: path, line, column: shown.length + 1 };
    const hint = 'see whether it was written to its end';
    warnings.push(
      new CrmError(
        'file-cut-off',
        { reason: 'the last line has no line end: the file may be cut off', hint },
        { location },
      ),
    );
  }
  return warnings;
}

async function suspectWarnings(
  file: string,
  path: string,
  header: CsvHeader,
  columns: readonly BoundColumn[],
  kinds: readonly Suspicion[],
  loaded: LoadedInto,
): Promise<readonly CrmError[]> {
  const counts = await countSuspects(loaded, columns, kinds);
  const sought = counts.flatMap(count => {
    const index = columns.find(({ name }) => name === count.name)?.index;
    return index === undefined ? [] : [{ ...count, index, left: Math.min(count.count, 3) }];
  });
  const rowErrors = new RowErrors();
  let left = sought.reduce((sum, each) => sum + each.left, 0);
  if (left === 0) return [];
  let isHeader = true;
  await scanCsv(file, header.delimiter, record => {
    if (isHeader) {
      isHeader = false;
      return undefined;
    }
    for (const each of sought) {
      if (each.left === 0) continue;
      const { name, index, suspicion } = each;
      const text = fieldText(record, index);
      if (!suspicion.matches(text)) continue;
      const { line, column } = positionIn(record, record.starts[index] ?? record.start);
      const shown = showValue(text);
      each.left -= 1;
      left -= 1;
      rowErrors.add(
        { code: 'suspect-value', key: `${name} ${suspicion.said}`, noun: 'value' },
        () => ({
          message: `column '${name}': ${shown} ${suspicion.said}`,
          hint: suspicion.hint,
          location: { file: path, line, column },
          place: `${line}:${column}`,
          shown,
        }),
        each.left === 0 ? each.count - Math.min(each.count, 3) + 1 : 1,
      );
    }
    return left > 0;
  });
  return rowErrors.list();
}
