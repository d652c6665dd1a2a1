import { resolve } from 'node:path';
import { CrmError } from '../../../base/errors/crm-error.ts';
import { ownAliases } from '../../../dialect/names/own-aliases.ts';
import { findStatements } from '../../../dialect/statements/sql-statements.ts';

interface Refusal {
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint: string;
}

const name = '(?:database\\s+)?(?:if\\s+(?:not\\s+)?exists\\s+)?"?(\\w+)"?';

/** What would take the statements behind a hook out of the file that is built. */
const refusals: readonly Refusal[] = [
  {
    pattern: /^use\b/i,
    message: "a hook cannot change the database in use: everything runs in the build's own file",
    hint: 'write names as schema.name, or other_database.schema.name for an attached file',
  },
  {
    pattern: /^(?:set|reset)\s+(?:session\s+|global\s+|local\s+)?(?:schema|search_path)\b/i,
    message: 'a hook cannot change the schema in use',
    hint: 'write names as schema.name',
  },
  {
    pattern: /^(?:begin|start\s+transaction|commit|end|rollback|abort)\b/i,
    message: 'a hook cannot begin or end a transaction: each statement is one of its own',
    hint: 'take it out; a build that fails is not published',
  },
];

/**
 * Why a hook may not run, with its place in `sql`; undefined where nothing speaks against it.
 * `warehouse` is the path of the published file.
 */
export function hookProblem(sql: string, warehouse: string): CrmError | undefined {
  for (const { start, end } of findStatements(sql)) {
    const text = sql.slice(start, end);
    const found =
      refusals.find(({ pattern }) => pattern.test(text)) ??
      refusesAlias(text) ??
      refusesWarehouse(text, warehouse);
    if (found === undefined) continue;
    const { message, hint } = found;
    return new CrmError('hook-refused', { reason: message, hint }, { sqlOffset: start });
  }
  return undefined;
}

function refusesAlias(text: string): Omit<Refusal, 'pattern'> | undefined {
  const detached = new RegExp(`^detach\\s+${name}`, 'i').exec(text)?.[1];
  const attached = /^attach\b[\s\S]*\bas\s+"?(\w+)"?/i.exec(text)?.[1];
  const alias = detached ?? attached;
  if (alias === undefined || !ownAliases.has(alias.toLowerCase())) return undefined;
  const verb = detached === undefined ? 'attach anything as' : 'detach';
  return {
    message: `a hook cannot ${verb} '${alias}', which the build itself works with`,
    hint: 'use another name',
  };
}

function refusesWarehouse(text: string, warehouse: string): Omit<Refusal, 'pattern'> | undefined {
  const path = /^attach\s+[^']*'((?:[^']|'')*)'/i.exec(text)?.[1]?.replaceAll("''", "'");
  if (path === undefined || resolve(path) !== resolve(warehouse)) return undefined;
  return {
    message: 'a hook cannot attach the warehouse: the build has it, and replaces it in the end',
    hint: 'write names as schema.name, which are those of the build',
  };
}
