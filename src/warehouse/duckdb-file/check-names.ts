import { basename } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { databaseName } from '../../dialect/names/database-name.ts';
import type { Manifest } from '../../graph/manifest.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { Project } from '../../project/project.ts';
import { ownSchema } from './contents/list-objects.ts';

/**
 * A database that DuckDB opens is named after its file, up to the first dot, and `crm.kpis` is
 * ambiguous where a database and a schema are both named crm: nobody could read such a file, and
 * no view in it would work. The same goes for the alias of an attached file. Gives an error for
 * each such name.
 */
export function checkDatabaseNames(project: Project, manifest: Manifest): readonly CrmError[] {
  const { target } = project;
  const schemas = new Set<string>();
  for (const node of manifest.nodes.values()) {
    if ('relation' in node) schemas.add(node.relation.schema.toLowerCase());
  }
  const errors: CrmError[] = [];
  for (const node of manifest.nodes.values()) {
    if (!('relation' in node) || node.relation.schema.toLowerCase() !== ownSchema) continue;
    const message = `${nodeLabel(node)} is in the schema ${ownSchema}, in which crm-run keeps what it knows of the file`;
    const hint = 'give it another schema';
    errors.push(
      new CrmError('invalid-value', { reason: message, hint }, { location: node.location }),
    );
  }
  const database = databaseName(target.path);
  const location = { file: project.configFile, line: 1, column: 1 };
  if (schemas.has(database.toLowerCase())) {
    const message =
      `the warehouse ${basename(target.path)} has the name of its schema '${database}': ` +
      `DuckDB names a database after its file, so ${database}.<table> would be ambiguous to all readers`;
    const hint = `set targets.${target.name}.path to a file of another name`;
    errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
  }
  for (const { alias } of target.attach) {
    if (!schemas.has(alias.toLowerCase())) continue;
    const message = `the alias '${alias}' of an attached file is also the name of a schema`;
    errors.push(
      new CrmError('invalid-value', { reason: message, hint: 'rename the alias' }, { location }),
    );
  }
  return errors;
}
