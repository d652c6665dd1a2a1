import { CrmError } from '../../base/errors/crm-error.ts';
import { type Ask, dayOf, type Row } from './calibration-query.ts';

/**
 * The version of a seed of thresholds that the build used for a month, YYYY-MM: the newest in force,
 * or the first for what came before it. Throws CrmError where the seed is empty.
 */
export async function readThresholdVersion(
  ask: Ask,
  seed: string,
  month: string,
): Promise<{ readonly effectiveFrom: string; readonly row: Row }> {
  const [row] = await ask(`
    select strftime(effective_from_month, '%Y-%m') as effective_from, *
    from {{ ref('${seed}') }}
    order by
      effective_from_month > {{ ${dayOf(month)} }},
      abs(datediff('month', effective_from_month, {{ ${dayOf(month)} }}))
    limit 1`);
  if (row === undefined) {
    throw new CrmError('relation-missing', {
      relations: [seed],
      reason: `the published build has no rows in ${seed}`,
    });
  }
  return { effectiveFrom: String(row.effective_from), row };
}
