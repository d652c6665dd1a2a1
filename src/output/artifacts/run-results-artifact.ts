import type { Json, JsonObject } from '../../base/text/json.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Node } from '../../nodes/node.ts';
import type { NodeResult, RunResult } from '../../run/run-event.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import { withheldReason } from '../../warehouse/withheld-relation.ts';
import { errorData } from '../errors/error-data.ts';

/** What the artifacts say of the command that wrote them. */
export interface InvocationInfo {
  readonly invocationId: string;
  readonly startedAt: Date;
  /** When the artifact is written. */
  readonly generatedAt: Date;
  /** Version of crm-run. */
  readonly version: string;
  /** The command (`which`) and its options. */
  readonly args: JsonObject;
  /** Groups that the build left out of the published file. */
  readonly withheldGroups?: readonly string[];
}

/** `target/run_results.json` in the shape of dbt's run_results v6. */
export function runResultsArtifact(
  result: RunResult,
  nodes: ReadonlyMap<string, Node>,
  invocation: InvocationInfo,
): JsonObject {
  const withheld = new Map(result.withheld.map(each => [each.uniqueId, each]));
  return {
    metadata: artifactMetadata('run-results', 6, invocation),
    results: result.results.map(each =>
      resultEntry(each, nodes.get(each.uniqueId), withheld.get(each.uniqueId)),
    ),
    elapsed_time: (result.completedAt.getTime() - result.startedAt.getTime()) / 1000,
    args: invocation.args,
  };
}

/** The `metadata` that every artifact begins with. */
export function artifactMetadata(
  kind: 'manifest' | 'run-results',
  schemaVersion: number,
  invocation: InvocationInfo,
): Record<string, Json> {
  const { withheldGroups = [] } = invocation;
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}/v${schemaVersion}.json`,
    // dbt's readers parse this as the version of dbt; the tool's own name is in env
    dbt_version: '1.10.0',
    generated_at: invocation.generatedAt.toISOString(),
    invocation_id: invocation.invocationId,
    invocation_started_at: invocation.startedAt.toISOString(),
    env: {
      generated_by: `crm-run ${invocation.version}`,
      ...(withheldGroups.length === 0 ? {} : { withheld_groups: withheldGroups.join(', ') }),
    },
  };
}

function resultEntry(
  result: NodeResult,
  node: Node | undefined,
  withheld: WithheldRelation | undefined,
): JsonObject {
  const started = result.startedAt.toISOString();
  const completed = result.completedAt.toISOString();
  return {
    status: resultStatus(result, withheld),
    timing: [
      { name: 'compile', started_at: started, completed_at: started },
      { name: 'execute', started_at: started, completed_at: completed },
    ],
    thread_id: 'main',
    execution_time: (result.completedAt.getTime() - result.startedAt.getTime()) / 1000,
    adapter_response: {
      ...(result.rows === undefined ? {} : { rows_affected: result.rows }),
      ...(withheld === undefined ? {} : { withheld_group: withheld.group }),
      ...(result.errors.length === 0 ? {} : { errors: result.errors.map(errorData) }),
    },
    message: resultMessage(result, withheld),
    failures: result.failures ?? null,
    unique_id: result.uniqueId,
    compiled: result.compiledSql !== undefined,
    compiled_code: result.compiledSql ?? null,
    relation_name: node !== undefined && 'relation' in node ? formatRelation(node.relation) : null,
    batch_results: null,
  };
}

/** dbt's readers know no other word for what did not come to its end, or is not in the file. */
function resultStatus({ status }: NodeResult, withheld: WithheldRelation | undefined): string {
  if (status === 'interrupted' || (status === 'success' && withheld !== undefined))
    return 'skipped';
  return status;
}

function resultMessage(
  { message, errors, status }: NodeResult,
  withheld: WithheldRelation | undefined,
): string | null {
  if (status === 'success' && withheld !== undefined) {
    return `withheld with group '${withheld.group}': ${withheldReason(withheld)}`;
  }
  const reasons = errors.map(error => `[${error.code}] ${error.message}`);
  return reasons.length > 0 ? reasons.join('\n') : (message ?? null);
}
