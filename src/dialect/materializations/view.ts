import { createAs, createEmptyTable } from '../statements/create-relation.ts';
import type { Materialization } from './materialization.ts';

/** A view: the rows are computed whenever it is read. */
export const view: Materialization = {
  kind: 'view',
  relation: 'view',
  statements: model => [createAs('view', model)],
  // An empty table has the same columns, and is bound once instead of by every reader.
  check: (relation, columns) => [createEmptyTable(relation, columns)],
};
