import { ephemeral } from './ephemeral.ts';
import type { Materialization } from './materialization.ts';
import { table } from './table.ts';
import { view } from './view.ts';

/** The materializations, by the name that `config(materialized=…)` has for them; the first is the default. */
export const materializations: ReadonlyMap<string, Materialization> = new Map(
  [view, table, ephemeral].map(each => [each.kind, each]),
);

/** The materialization of this name. The config has been checked before, so another name is a bug. */
export function materializationOf(kind: string): Materialization {
  const found = materializations.get(kind);
  if (found === undefined) throw new Error(`there is no materialization '${kind}'`);
  return found;
}
