import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Project } from '../../project/project.ts';
import type { Place } from '../../warehouse/warehouse.ts';
import type { BrokenNodes } from '../broken-nodes.ts';
import type { PlanInputs } from '../plan-inputs.ts';
import type { NodeResult } from '../run-event.ts';
import type { StepWorker } from './workers.ts';

/** What a step runs with. */
export interface StepContext extends StepWorker {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  readonly plan: Plan;
  readonly place: Place;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Models whose columns the dry compile could not check, because they come from rows. */
  readonly unchecked: ReadonlySet<string>;
  /** Relations that the file already holds, by `schema.identifier`; steps keep it current. */
  readonly relations: Map<string, 'table' | 'view'>;
  /** Steps that fail before they run, with their errors. */
  readonly broken: BrokenNodes;
  /** Steps that could not be checked, and the node whose errors are the reason. */
  readonly blocked: ReadonlyMap<string, string>;
  /** The files that the loads read, as they were before anything of them was read. */
  readonly inputs: PlanInputs;
}

/** The result of a step; the caller adds the node and the times. */
export type StepOutcome = Pick<NodeResult, 'status'> &
  Partial<
    Pick<
      NodeResult,
      | 'message'
      | 'rows'
      | 'statement'
      | 'failures'
      | 'sample'
      | 'errors'
      | 'warnings'
      | 'failuresPath'
    >
  >;
