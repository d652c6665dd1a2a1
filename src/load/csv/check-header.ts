import { CrmError } from '../../base/errors/crm-error.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { WantedColumn } from '../input.ts';
import type { CsvHeader } from './csv-header.ts';

/** What is wrong with a header: its encoding, columns that are missing or are in it twice. */
export function checkHeader(
  header: CsvHeader,
  path: string,
  wanted: readonly WantedColumn[],
): readonly CrmError[] {
  const errors: CrmError[] = header.badEncoding === undefined ? [] : [header.badEncoding];
  const firsts = new Map<string, number>();
  const wantedNames = new Set(wanted.map(({ name }) => name.toLowerCase()));
  header.names.forEach((name, index) => {
    const key = name.toLowerCase();
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    else if (wantedNames.has(key)) {
      const { line = 1, column = 1 } = header.positions[index] ?? {};
      errors.push(
        new CrmError(
          'duplicate-column',
          {
            columns: [name],
            reason: `column '${name}' appears twice in the header`,
            hint: `it is column ${first + 1} and column ${index + 1}`,
          },
          { location: { file: path, line, column } },
        ),
      );
    }
  });
  const free = header.names.filter(name => !wantedNames.has(name.toLowerCase()));
  const { line = 1, column = 1 } = header.positions[0] ?? {};
  for (const { name, optional } of wanted) {
    if (optional || firsts.has(name.toLowerCase())) continue;
    errors.push(
      new CrmError(
        'missing-column',
        {
          columns: [name],
          reason: `column '${name}' is missing from the header`,
          hint: nearestHint(name, free) ?? `the header has ${listNames(header.names)}`,
        },
        { location: { file: path, line, column } },
      ),
    );
  }
  return errors;
}

const namesShown = 20;

/** Names as a hint shows them: the first ones, cut where they are long. */
function listNames(names: readonly string[]): string {
  const short = names
    .slice(0, namesShown)
    .map(name => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  const more = names.length - short.length;
  return `${short.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
