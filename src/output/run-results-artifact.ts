import type { Json, JsonObject } from '../base/json.ts';
import { formatRelation } from '../base/relation.ts';
import type { NodeResult, RunResult } from '../run/run-event.ts';
import type { Node } from '../template/node.ts';

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
}

/** `target/run_results.json` in the shape of dbt's run_results v6. */
export function runResultsArtifact(
  result: RunResult,
  nodes: ReadonlyMap<string, Node>,
  invocation: InvocationInfo,
): JsonObject {
  return {
    metadata: artifactMetadata('run-results', 6, invocation),
    results: result.results.map(each => resultEntry(each, nodes.get(each.uniqueId))),
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
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}/v${schemaVersion}.json`,
    // dbt's readers parse this as the version of dbt; the tool's own name stands in env
    dbt_version: '1.10.0',
    generated_at: invocation.generatedAt.toISOString(),
    invocation_id: invocation.invocationId,
    invocation_started_at: invocation.startedAt.toISOString(),
    env: { generated_by: `crm-run ${invocation.version}` },
  };
}

function resultEntry(result: NodeResult, node: Node | undefined): JsonObject {
  const started = result.startedAt.toISOString();
  const completed = result.completedAt.toISOString();
  return {
    // dbt's readers know no other word for what did not come to its end
    status: result.status === 'interrupted' ? 'skipped' : result.status,
    timing: [
      { name: 'compile', started_at: started, completed_at: started },
      { name: 'execute', started_at: started, completed_at: completed },
    ],
    thread_id: 'main',
    execution_time: (result.completedAt.getTime() - result.startedAt.getTime()) / 1000,
    adapter_response: result.rows === undefined ? {} : { rows_affected: result.rows },
    message: resultMessage(result),
    failures: result.failures ?? null,
    unique_id: result.uniqueId,
    compiled: result.compiledSql !== undefined,
    compiled_code: result.compiledSql ?? null,
    relation_name: node !== undefined && 'relation' in node ? formatRelation(node.relation) : null,
    batch_results: null,
  };
}

function resultMessage({ message, errors }: NodeResult): string | null {
  const reasons = errors.map(error => `[${error.code}] ${error.message}`);
  return reasons.length > 0 ? reasons.join('\n') : (message ?? null);
}
