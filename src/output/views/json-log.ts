import type { CrmError } from '../../base/errors/crm-error.ts';
import type { LogLevel } from '../../base/log-level.ts';
import type { Json, JsonObject } from '../../base/text/json.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Node } from '../../nodes/node.ts';
import type { NodeResult } from '../../run/run-event.ts';
import { objectName } from '../../warehouse/catalog-object.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import { withheldReason } from '../../warehouse/withheld-relation.ts';
import { type DiagnosticOptions, formatDiagnosticLine } from '../errors/diagnostics.ts';
import { errorData } from '../errors/error-data.ts';
import { sortErrors } from '../errors/present-errors.ts';
import { compiledPath, nodeKind, shownName } from '../results/describe-node.ts';
import { formatClaim } from '../results/format-claim.ts';
import { formatResultLine, resultSeconds } from '../results/format-result.ts';
import { formatSummary } from '../results/format-summary.ts';
import { formatWithheld } from '../results/format-withheld.ts';
import { plainStyle } from '../text/style.ts';
import { visibleJson } from '../text/visible-text.ts';
import type { RunView } from './run-view.ts';

/** What every line of a log has. */
export interface LogContext {
  readonly invocationId: string;
  readonly now: () => Date;
}

/** One line of a log: `{"info": {name, level, msg, ts, invocation_id}, "data": {…}}`, as dbt's. */
export function formatLogLine(
  name: string,
  level: LogLevel,
  msg: string,
  data: JsonObject,
  { invocationId, now }: LogContext,
): string {
  const info = { name, level, msg, ts: now().toISOString(), invocation_id: invocationId };
  return visibleJson(JSON.stringify({ info, data }));
}

/** Errors as log lines, sorted by file and place. */
export function formatLogErrors(
  errors: readonly CrmError[],
  options: DiagnosticOptions,
  context: LogContext,
): string[] {
  return sortErrors(errors).map(error =>
    formatLogLine(
      'MainEncounteredError',
      'error',
      formatDiagnosticLine(error, options),
      errorData(error),
      context,
    ),
  );
}

/** For machines: each event of a run as one line of JSON. */
export function createJsonRunView(
  nodes: ReadonlyMap<string, Node>,
  options: DiagnosticOptions,
  context: LogContext,
  { quiet = false } = {},
): RunView {
  const line = (name: string, level: LogLevel, msg: string, data: JsonObject): string[] =>
    quiet && (level === 'info' || level === 'debug')
      ? []
      : [formatLogLine(name, level, msg, data, context)];

  return {
    status: () => [],
    lines(event) {
      switch (event.type) {
        case 'run-started':
          return line('RunStarted', 'info', `${event.scope}: ${event.plan.steps.length} nodes`, {
            scope: event.scope,
            total: event.plan.steps.length,
          });
        case 'waiting':
          return line('WaitingForLock', 'warn', `Waiting: ${event.holder}`, {
            holder: event.holder,
          });
        case 'checked':
          return line('CompileComplete', 'info', 'The SQL of all nodes was checked.', {
            relations: event.relations,
            tests: event.tests,
            seconds: event.seconds,
          });
        case 'claimed':
          return event.carried.length + event.gone.length === 0
            ? []
            : line('FileClaimed', 'info', formatClaim(event, 'next').join(' '), {
                carried: event.carried.map(objectName),
                gone: event.gone.map(objectName),
              });
        case 'node-started':
        case 'node-progress': {
          const node = nodes.get(event.uniqueId);
          const label =
            node === undefined ? event.uniqueId : `${nodeKind(node)} ${shownName(node)}`;
          const data: Record<string, Json> = { index: event.index, total: event.total };
          if (event.type === 'node-progress') {
            data.share = event.share ?? null;
            data.execution_time = event.seconds;
          }
          data.node_info = node === undefined ? null : nodeInfo(node, undefined);
          return event.type === 'node-started'
            ? line('LogStartLine', 'info', `${event.index}/${event.total} START ${label}`, data)
            : line('LogProgress', 'debug', `${event.index}/${event.total} RUNNING ${label}`, data);
        }
        case 'node-finished': {
          const node = nodes.get(event.result.uniqueId);
          if (node === undefined) return [];
          const { result, index, total } = event;
          return line(
            resultName(result),
            resultLevel(result),
            formatResultLine(node, result, index, total),
            {
              ...resultData(result),
              index,
              total,
              compiled_path: result.compiledSql === undefined ? null : compiledPath(node),
              node_info: nodeInfo(node, result),
            },
          );
        }
        case 'published':
          return [
            ...formatWithheld(event.withheld).flatMap((text, at) =>
              line('Withheld', 'error', text, withheldGroup(event.withheld, at)),
            ),
            ...line('Published', 'info', `Published ${event.path}.`, {
              path: event.path,
              bytes: event.bytes,
              seconds: event.seconds,
              withheld: event.withheld.map(({ uniqueId }) => uniqueId),
            }),
            ...formatLogErrors(event.warnings, { ...options, severity: 'warning' }, context),
          ];
        case 'not-published':
          return line('NotPublished', 'error', `Not published: ${event.reason}.`, {
            path: event.path,
            reason: event.reason,
          });
        case 'run-finished': {
          const { result } = event;
          const bad =
            result.errors.length > 0 || result.results.some(each => resultLevel(each) === 'error');
          return [
            ...formatLogErrors(result.errors, options, context),
            ...line('CommandCompleted', bad ? 'error' : 'info', formatSummary(result, plainStyle), {
              success: !bad,
              published: result.published,
              elapsed: (result.completedAt.getTime() - result.startedAt.getTime()) / 1000,
              completed_at: result.completedAt.toISOString(),
            }),
          ];
        }
      }
    },
  };
}

/** The group of the line at this place of `formatWithheld`, as data. */
function withheldGroup(withheld: readonly WithheldRelation[], at: number): JsonObject {
  const group = [...new Set(withheld.map(each => each.group))][at];
  return {
    group: group ?? null,
    relations: withheld
      .filter(each => each.group === group)
      .map(each => ({
        unique_id: each.uniqueId,
        relation_name: formatRelation(each.relation),
        reason: withheldReason(each),
      })),
  };
}

function resultName({ resourceType, status }: NodeResult): string {
  if (status === 'skipped') return 'SkippingDetails';
  switch (resourceType) {
    case 'model':
      return 'LogModelResult';
    case 'seed':
      return 'LogSeedResult';
    case 'test':
    case 'unit_test':
      return 'LogTestResult';
    default:
      return 'LogNodeResult';
  }
}

function resultLevel({ status }: NodeResult): LogLevel {
  if (status === 'warn' || status === 'skipped' || status === 'interrupted') return 'warn';
  return status === 'error' || status === 'fail' ? 'error' : 'info';
}

function resultData(result: NodeResult): JsonObject {
  return {
    status: result.status,
    message: result.message ?? null,
    execution_time: resultSeconds(result),
    rows: result.rows ?? null,
    num_failures: result.failures ?? null,
    failures_path: result.failuresPath ?? null,
    errors: result.errors.map(errorData),
    warnings: (result.warnings ?? []).map(errorData),
  };
}

function nodeInfo(node: Node, result: NodeResult | undefined): JsonObject {
  return {
    unique_id: node.uniqueId,
    node_name: node.name,
    node_path: node.originalFilePath,
    resource_type: node.resourceType,
    materialized: node.resourceType === 'model' ? node.materialized : nodeKind(node),
    node_relation:
      'relation' in node
        ? {
            schema: node.relation.schema,
            alias: node.relation.identifier,
            relation_name: formatRelation(node.relation),
          }
        : null,
    node_status: result?.status ?? 'started',
    node_started_at: result?.startedAt.toISOString() ?? null,
    node_finished_at: result?.completedAt.toISOString() ?? null,
  };
}
