import type { CrmError } from '../base/errors/crm-error.ts';
import {
  type AttachedStamps,
  changedInputs,
  type InputStamp,
  stampInputs,
} from '../load/input-stamp.ts';
import type { Plan } from '../plan/plan.ts';

/** The files that the loads of a plan read, by the unique id of the node, as they were. */
export type PlanInputs = ReadonlyMap<string, readonly InputStamp[]>;

/** The files of a plan as they are now, before anything of them is read. */
export function stampPlan({ steps }: Plan, attached: AttachedStamps): PlanInputs {
  const inputs = new Map<string, readonly InputStamp[]>();
  for (const step of steps) {
    if (step.kind !== 'source' && step.kind !== 'seed') continue;
    inputs.set(step.uniqueId, stampInputs(step.node, attached));
  }
  return inputs;
}

/** What has changed since, also of attached files that models name themselves. */
export function changedSince(inputs: PlanInputs, attached: AttachedStamps): readonly CrmError[] {
  const all = [...inputs.values(), ...attached.values()].flat();
  return changedInputs(all, 'after it was read, before the build was published');
}
