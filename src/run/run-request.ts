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
  /** Makes the plan, by what is published as the run begins. */
  readonly createPlan: (published: PublishedState) => CreatedPlan;
  readonly openWarehouse: (project: Project) => Promise<Warehouse>;
  readonly onEvent: (event: RunEvent) => void;
  /** Interrupts the run; what has run so far is reported and nothing is published. */
  readonly signal: AbortSignal;
  /** Seconds to wait for whoever holds the warehouse; 0 gives up at once, Infinity never does. */
  readonly wait: number;
  /** Begins nothing more after the first failure. */
  readonly failFast: boolean;
  /** Loads sources from another place than the published build did. */
  readonly replaceSources: boolean;
  /** Takes a file over that no crm-run has made, with all that is in it. */
  readonly adopt: boolean;
  /** The version of this program, which the file names. */
  readonly version: string;
  /** The id of this process, which the lock names to others. */
  readonly processId: number;
  readonly now: () => Date;
}

/** A run whose plan is made. */
export interface PlannedRun extends RunRequest {
  readonly plan: Plan;
}
