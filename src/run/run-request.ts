import type { Manifest } from '../graph/manifest.ts';
import type { Compiler } from '../nodes/compiler.ts';
import type { CreatedPlan } from '../plan/create-plan.ts';
import type { Plan, PlanScope } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { PublishedState, Warehouse } from '../warehouse/warehouse.ts';
import type { RunEvent } from './run-event.ts';

/** What `runProject` needs. */
export interface RunRequest {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  readonly scope: PlanScope;
  /** Makes the plan from the published state, which is read as the run begins. */
  readonly createPlan: (published: PublishedState) => CreatedPlan;
  readonly openWarehouse: (project: Project) => Promise<Warehouse>;
  readonly onEvent: (event: RunEvent) => void;
  /** Interrupts the run; what has run so far is reported and nothing is published. */
  readonly signal: AbortSignal;
  /** Seconds to wait for whoever holds the warehouse; 0 gives up at once, Infinity never does. */
  readonly wait: number;
  /** Starts no further step after the first failure. */
  readonly failFast: boolean;
  /** Allows sources from another place than those of the published build. */
  readonly replaceSources: boolean;
  /** Takes over a file that crm-run did not make, with all its relations. */
  readonly adopt: boolean;
  /** The version of this program, which the file names. */
  readonly version: string;
  /** The id of this process, which the lock names to others. */
  readonly processId: number;
  readonly now: () => Date;
}

/** A run with its plan. */
export interface PlannedRun extends RunRequest {
  readonly plan: Plan;
}
