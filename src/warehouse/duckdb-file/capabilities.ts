import type { Capabilities } from '../warehouse.ts';

/** What a DuckDB file that is replaced as a whole can promise. */
export const duckDbFileCapabilities: Capabilities = {
  publishesAtomically: true,
  readsWhileBuilding: true,
  carriesForeign: true,
};
