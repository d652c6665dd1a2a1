import { CrmError } from '../../base/errors/crm-error.ts';
import { formatRelation, quoteIdentifier } from '../../dialect/names/relation.ts';
import { findStatements } from '../../dialect/statements/sql-statements.ts';
import { changesNothing, runsOthers } from '../../dialect/statements/statement-words.ts';
import type { Connection } from '../../engine/engine.ts';
import { nodeLabel } from '../../graph/node-label.ts';
import type { RelationNode } from '../../nodes/relation-kind.ts';
import { isRelationNode } from '../../nodes/relation-kind.ts';
import type { HookStep } from '../../plan/plan.ts';
import type { StepContext } from '../steps/step-context.ts';

/**
 * Relations that a hook could change and that no test covers afterwards: for an on-run-end hook all
 * relations of the file, for an on-run-start hook those that a partial build retains.
 */
export function guardedRelations(
  step: HookStep,
  { manifest, relations, plan }: Pick<StepContext, 'manifest' | 'relations' | 'plan'>,
): readonly RelationNode[] {
  const sql = step.statement.text;
  const statements = findStatements(sql);
  const isOpaque = statements.some(({ start }) => runsOthers.test(sql.slice(start)));
  if (!isOpaque && statements.every(({ keyword }) => changesNothing.has(keyword))) return [];
  const later = new Set(
    step.node.when === 'on-run-start' ? plan.steps.map(({ uniqueId }) => uniqueId) : [],
  );
  return [...manifest.nodes.values()].filter(
    (node): node is RelationNode =>
      isRelationNode(node) &&
      !later.has(node.uniqueId) &&
      relations.has(formatRelation(node.relation)) &&
      (isOpaque || isNamed(sql, node)),
  );
}

/** True where the text has the name of a relation, or that of its schema where it is about schemas. */
function isNamed(sql: string, { relation }: RelationNode): boolean {
  const text = sql.toLowerCase();
  if (text.includes(relation.identifier.toLowerCase())) return true;
  return /\bschema\b/.test(text) && text.includes(relation.schema.toLowerCase());
}

/** Digests of the contents of relations, by unique id. */
export async function digestContents(
  connection: Connection,
  nodes: readonly RelationNode[],
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const { uniqueId, relation } of nodes) {
    digests.set(uniqueId, await digestOf(connection, formatRelation(relation)));
  }
  return digests;
}

async function digestOf(connection: Connection, relation: string): Promise<string> {
  try {
    const columns = (await connection.describe(`select * from ${relation}`)).map(
      ({ name, type }) => `${quoteIdentifier(name)} ${type}`,
    );
    // An alias that is also a column would stand for the column alone.
    const row = '"a row, as a whole"';
    const { rows } = await connection.query(
      `select count(*), bit_xor(hash(${row})), sum(hash(${row})) from ${relation} as ${row}`,
    );
    return [...columns, ...(rows[0] ?? []).map(String)].join();
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return `cannot be read: ${error.message}`;
  }
}

/** An error for the first relation that a hook changed; undefined where there is none. */
export function changedByHook(
  nodes: readonly RelationNode[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): CrmError | undefined {
  const node = nodes.find(({ uniqueId }) => before.get(uniqueId) !== after.get(uniqueId));
  if (node === undefined) return undefined;
  return new CrmError('hook-refused', {
    reason: `the hook changes ${nodeLabel(node)}, which is not tested after it`,
    hint: 'make the change in the model itself; a hook may write to tables of its own',
  });
}
