import type { RunResult } from './run-event.ts';

/** The outcome of the steps, whether or not they ran. */
export type RunOutcome = Pick<RunResult, 'results' | 'errors' | 'published'> & {
  readonly withheld?: RunResult['withheld'];
  /** Why nothing was published, where results and errors do not say it. */
  readonly reason?: string | undefined;
};
