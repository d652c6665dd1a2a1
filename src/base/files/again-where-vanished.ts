import { CrmError } from '../errors/crm-error.ts';
import { errnoOf } from '../errors/file-error.ts';

/** More often nobody deletes in between. */
export const mostAttempts = 5;

/**
 * Runs `action` again where a directory that it writes to is deleted meanwhile, as another command
 * cleans. `attempt` counts from 1. What the last attempt throws goes on.
 */
export async function againWhereVanished<T>(action: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action(attempt);
    } catch (error) {
      const cause = error instanceof CrmError ? error.cause : error;
      if (errnoOf(cause) !== 'ENOENT' || attempt === mostAttempts) throw error;
    }
  }
}
