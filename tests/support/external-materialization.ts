import type { Materialization } from '../../src/dialect/materializations/materialization.ts';
import { quoteLiteral } from '../../src/dialect/names/relation.ts';
import { createAs, createEmptyTable } from '../../src/dialect/statements/create-relation.ts';

/** A made-up materialization: a Parquet file, and a view that reads it. */
export function externalIn(directory: string): Materialization {
  return {
    kind: 'external',
    relation: 'view',
    statements(model) {
      const file = quoteLiteral(`${directory}/${model.relation.identifier}.parquet`);
      const read = { text: `select * from read_parquet(${file})`, segments: [] };
      const copy = `copy (\n${model.select.text}\n) to ${file} (format parquet)`;
      return [{ text: copy, segments: [] }, createAs('view', { ...model, select: read })];
    },
    check: (relation, columns) => [createEmptyTable(relation, columns)],
  };
}
