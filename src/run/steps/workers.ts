import type { Connection } from '../../engine/engine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Place, Session } from '../../warehouse/warehouse.ts';

/** The connections that a step has for itself while it runs. */
export interface StepWorker {
  /** Uses the build, or the published file for the scope `test`. */
  readonly connection: Connection;
  /** In memory, with every relation of the project typed and empty. */
  readonly checks: Connection;
}

/**
 * Runs `action` with the workers that the steps of a plan run on concurrently: one for each
 * connection in `checks`, or one alone where there are hooks, which may set what only their own
 * connection knows. All of them work in `place`. The first is the session's own connection, which
 * does already; the others are closed in the end, so that nothing holds the database.
 */
export async function withWorkers<T>(
  session: Session,
  place: Place,
  checks: readonly Connection[],
  { steps }: Plan,
  action: (workers: readonly StepWorker[]) => Promise<T>,
): Promise<T> {
  const hasHooks = steps.some(step => step.kind === 'operation');
  const workers: StepWorker[] = [];
  try {
    for (const each of hasHooks ? checks.slice(0, 1) : checks) {
      const isFirst = workers.length === 0;
      const connection = isFirst ? session.connection : await session.connect();
      workers.push({ connection, checks: each });
      if (!isFirst) await place.use(connection);
    }
    return await action(workers);
  } finally {
    for (const { connection } of workers.slice(1)) connection.close();
  }
}
