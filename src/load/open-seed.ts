import { CrmError, CrmErrors } from '../base/errors/crm-error.ts';
import { nearestHint } from '../base/text/nearest.ts';
import { parseDataType } from '../dialect/types/data-type.ts';
import type { SeedNode } from '../nodes/node.ts';
import { checkHeader } from './csv/check-header.ts';
import { type CsvHeader, readCsvHeader } from './csv/csv-header.ts';
import { csvInput } from './csv/csv-input.ts';
import { readFileErrors } from './file-errors.ts';
import { type Input, unknownType, type WantedColumn } from './input.ts';
import { inferTypes } from './values/seed-types.ts';

/**
 * A seed as the table that it becomes: all columns of its file, typed by `column_types`, else the
 * `data_type` of its YAML, else by their values. Throws CrmErrors.
 */
export async function openSeed(node: SeedNode): Promise<Input> {
  const { file, originalFilePath: path, delimiter } = node;
  const header = await readFileErrors(file, path, node.location, () =>
    readCsvHeader(file, path, [], delimiter),
  );
  const errors: CrmError[] = [];
  const declared = declaredTypes(node, header, errors);
  const undeclared = header.names.flatMap((name, index) =>
    declared.has(name.toLowerCase()) ? [] : [index],
  );
  const inferred = await inferTypes(file, header, undeclared);
  const wanted = header.names.flatMap((name, index): WantedColumn[] => {
    const { line = 1, column = 1 } = header.positions[index] ?? {};
    const location = { file: path, line, column };
    const type = declared.get(name.toLowerCase()) ?? inferred.get(index);
    if (name === '') {
      errors.push(
        new CrmError(
          'missing-column',
          { columns: [String(index + 1)], reason: `column ${index + 1} has no name in the header` },
          { location },
        ),
      );
    }
    return type === undefined ? [] : [{ name, type, optional: false, location }];
  });
  errors.push(...checkHeader(header, path, wanted));
  if (errors.length > 0) throw new CrmErrors(errors);
  return csvInput(file, path, header, wanted, { exported: false });
}

/** Declared types by lower-case column name; adds what is wrong with them to `errors`. */
function declaredTypes(node: SeedNode, header: CsvHeader, errors: CrmError[]) {
  const present = new Set(header.names.map(name => name.toLowerCase()));
  const types = new Map<string, NonNullable<ReturnType<typeof parseDataType>>>();
  const entries = [
    ...node.columns.map(({ name, dataType, location }) => ({ name, dataType, location })),
    ...Object.entries(node.columnTypes).map(([name, dataType]) => {
      const location = node.columns.find(column => column.name === name)?.location ?? node.location;
      return { name, dataType, location };
    }),
  ];
  const missing = new Set<string>();
  for (const { name, dataType, location } of entries) {
    const key = name.toLowerCase();
    if (!present.has(key)) {
      if (missing.has(key)) continue;
      missing.add(key);
      const message = `column '${name}' is declared but missing from ${node.originalFilePath}`;
      const hint = nearestHint(name, header.names, 'the header has');
      errors.push(
        new CrmError('missing-column', { columns: [name], reason: message, hint }, { location }),
      );
    }
    if (dataType === undefined) continue;
    const type = parseDataType(dataType);
    if (type !== undefined) types.set(key, type);
    else errors.push(unknownType(name, dataType, location));
  }
  return types;
}
