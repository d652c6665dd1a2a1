import type { Connection } from '../../engine/engine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Session } from '../open-session.ts';

/** The connections that a step has for itself while it runs. */
export interface Lane {
  /** Uses the build, or the published file for the scope `test`. */
  readonly connection: Connection;
  /** In memory, with every relation of the project typed and empty. */
  readonly checks: Connection;
}

/**
 * Runs `action` with the lanes that the steps of a plan run on side by side: one for each
 * connection in `checks`, or one alone where there are hooks, which may set what only their own
 * connection knows. `database` is what all of them use. The first is the session's own connection,
 * which uses it already; the others are closed in the end, so that nothing holds the database.
 */
export async function withLanes<T>(
  session: Session,
  checks: readonly Connection[],
  database: string,
  { steps }: Plan,
  action: (lanes: readonly Lane[]) => Promise<T>,
): Promise<T> {
  const hasHooks = steps.some(step => step.kind === 'operation');
  const lanes: Lane[] = [];
  try {
    for (const each of hasHooks ? checks.slice(0, 1) : checks) {
      const isFirst = lanes.length === 0;
      const connection = isFirst ? session.connection : await session.connect();
      lanes.push({ connection, checks: each });
      if (!isFirst) await connection.run(`use ${database}`);
    }
    return await action(lanes);
  } finally {
    for (const { connection } of lanes.slice(1)) connection.close();
  }
}
