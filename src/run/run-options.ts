import type { Engine } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { Compiler } from '../nodes/compiler.ts';
import type { Plan } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { RunEvent } from './run-event.ts';

/** Opens an engine in memory with the settings of a target. */
export type OpenEngine = (options: {
  readonly settings: Project['target']['settings'];
  readonly settingsKey: string;
  readonly settingLocations?: Project['target']['settingLocations'];
}) => Promise<Engine>;

/** What `runPlan` needs. */
export interface RunOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly compiler: Compiler;
  readonly plan: Plan;
  readonly openEngine: OpenEngine;
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
