import { CrmError } from '../../base/errors/crm-error.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { SourceTableProperties, Target } from '../project.ts';

/** Reports sources of a database that the target does not attach, each source once. */
export function checkDatabases(
  sources: readonly SourceTableProperties[],
  target: Target,
  errors: CrmError[],
): void {
  const attached = target.attach.map(({ alias }) => alias);
  const databases = new Set(sources.map(({ database }) => database));
  for (const database of databases) {
    if (database === undefined || attached.includes(database.value)) continue;
    const { value, location } = database;
    const message = `the target '${target.name}' does not attach a database '${value}'`;
    const hint =
      nearestHint(value, attached, 'the attached databases are') ??
      `give the target attach: [{path: …, alias: ${value}}]`;
    errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
  }
}
