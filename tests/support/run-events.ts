import type { Node } from '../../src/nodes/node.ts';
import type { NodeResult, RunEvent, RunResult } from '../../src/run/run-event.ts';

const start = Date.parse('2026-04-30T12:00:00Z');

/** The result of a node that took `seconds`; what is not given is undefined. */
export function resultOf(
  node: Node,
  status: NodeResult['status'],
  seconds: number,
  rest: Partial<NodeResult> = {},
): NodeResult {
  return {
    uniqueId: node.uniqueId,
    resourceType: node.resourceType,
    status,
    message: undefined,
    rows: undefined,
    failures: undefined,
    sample: undefined,
    errors: [],
    compiledSql: undefined,
    statement: undefined,
    failuresPath: undefined,
    startedAt: new Date(start),
    completedAt: new Date(start + seconds * 1000),
    ...rest,
  };
}

/** A build with these results, which took 3.2 seconds. */
export function runOf(results: readonly NodeResult[], rest: Partial<RunResult> = {}): RunResult {
  return {
    scope: 'build',
    results,
    errors: [],
    published: false,
    withheld: [],
    startedAt: new Date(start),
    completedAt: new Date(start + 3200),
    ...rest,
  };
}

/** The events of a run, without its end. */
export function eventsOf(results: readonly NodeResult[]): RunEvent[] {
  const total = results.length;
  return results.flatMap((result, at): RunEvent[] => [
    { type: 'node-started', uniqueId: result.uniqueId, index: at + 1, total },
    { type: 'node-finished', result, index: at + 1, total },
  ]);
}
