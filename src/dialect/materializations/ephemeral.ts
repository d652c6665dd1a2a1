import type { Materialization } from './materialization.ts';

/** Nothing in the database: the SELECT becomes a common table expression of what reads it. */
export const ephemeral: Materialization = {
  kind: 'ephemeral',
  relation: undefined,
  statements: () => [],
  check: () => [],
};
