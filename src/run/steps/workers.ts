import type { Connection } from '../../engine/engine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Place, Session } from '../../warehouse/warehouse.ts';

/** The connections that are exclusive to one step while it runs. */
export interface StepWorker {
  /** Uses the build, or the published file for the scope `test`. */
  readonly connection: Connection;
  /** In memory, with every relation of the project typed and empty. */
  readonly checks: Connection;
}

/**
 * The workers of a plan, all in `place`: one for each connection in `checks`, or a single one where
 * there are hooks, because what they set holds on their own connection only. The first has the
 * session's own connection, which works there already; the others hold the database until
 * `closeWorkers`.
 */
export async function openWorkers(
  session: Session,
  place: Place,
  checks: readonly Connection[],
  { steps }: Plan,
): Promise<readonly StepWorker[]> {
  const hasHooks = steps.some(step => step.kind === 'operation');
  const workers: StepWorker[] = [];
  try {
    for (const each of hasHooks ? checks.slice(0, 1) : checks) {
      const isFirst = workers.length === 0;
      const connection = isFirst ? session.connection : await session.connect();
      workers.push({ connection, checks: each });
      if (!isFirst) await place.use(connection);
    }
    return workers;
  } catch (error) {
    closeWorkers(workers);
    throw error;
  }
}

/** Closes the connections of workers, but the session's own one. */
export function closeWorkers(workers: readonly StepWorker[]): void {
  for (const { connection } of workers.slice(1)) connection.close();
}
