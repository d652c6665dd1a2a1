import { createAs, createEmptyTable } from '../statements/create-relation.ts';
import type { Materialization } from './materialization.ts';

/** A table: the rows are computed once, by the build. */
export const table: Materialization = {
  kind: 'table',
  relation: 'table',
  statements: model => [createAs('table', model)],
  check: (relation, columns) => [createEmptyTable(relation, columns)],
};
