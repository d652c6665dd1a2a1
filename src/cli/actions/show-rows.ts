import { CrmError } from '../../base/errors/crm-error.ts';
import { formatCount } from '../../base/text/format-count.ts';
import { concatSql, locateSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { nearest } from '../../base/text/nearest.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Connection, QueryResult } from '../../engine/engine.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { Node } from '../../nodes/node.ts';
import { relationKind } from '../../nodes/relation-kind.ts';
import { formatCsv, formatJsonRows } from '../../output/text/format-rows.ts';
import { formatTable } from '../../output/text/format-table.ts';
import { byRelation, withheldError } from '../../plan/stale/withheld-relation.ts';
import { locateInSql } from '../../run/locate-error.ts';
import { openWarehouse } from '../../warehouse/warehouses.ts';
import type { WithheldRelation } from '../../warehouse/withheld-relation.ts';
import type { ShowOptions } from '../arguments/command-options.ts';
import { inlineFile } from '../arguments/inline-file.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { withInterrupt } from '../terminal/interrupt.ts';
import { streamStyle } from '../terminal/use-colors.ts';
import { compileQuery } from './compile-query.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Prints rows of the published build on stdout. Gives the exit code. */
export async function showRows(
  invocation: Invocation,
  node: string | undefined,
  options: ShowOptions,
): Promise<number> {
  const [name, ...others] = [node, options.select].filter(each => each !== undefined);
  if (others.length > 0 || (name === undefined) === (options.inline === undefined)) {
    throw new CrmError('usage', {
      reason: 'show takes the name of one node, or a query with --inline',
      hint: 'such as crm-run show orders',
    });
  }
  if (options.safe === true && options.output !== 'csv') {
    throw new CrmError('usage', { reason: '--safe is for CSV', hint: 'add --output csv' });
  }
  const session = await openWorkspace(invocation, options);
  const sql = inlineQuery(invocation, session, options.inline) ?? nodeQuery(session, name ?? '');
  const query = { sql, limit: options.limit, name };
  let found: number;
  if (options.output === 'json') {
    const result = await queryPublished(invocation, session, query, connection =>
      connection.queryJson.bind(connection),
    );
    found = result.rows.length;
    invocation.terminal.stdout.writeData(formatJsonRows(firstRows(result, options.limit)));
  } else {
    const result = await queryPublished(invocation, session, query, connection =>
      connection.query.bind(connection),
    );
    found = result.rows.length;
    print(invocation, firstRows(result, options.limit), options);
  }
  if (options.limit >= 0 && found > options.limit) {
    say(
      invocation,
      `There are more than these ${formatCount(options.limit)}; --limit -1 shows all.`,
    );
  }
  return 0;
}

function inlineQuery(
  { texts }: Invocation,
  { compiler }: Workspace,
  inline: string | undefined,
): MappedSql | undefined {
  if (inline === undefined) return undefined;
  texts.set(inlineFile, inline);
  return compileQuery(compiler, inline);
}

function nodeQuery({ manifest, compiler }: Workspace, name: string): MappedSql {
  const node = findNode(manifest, name);
  if (node.resourceType === 'test') return compiler.compile(node);
  if (node.resourceType === 'model' && relationKind(node) === undefined) {
    return compiler.compile(node);
  }
  if (!('relation' in node)) {
    throw new CrmError('usage', {
      reason: `'${name}' has no rows to show`,
      hint: 'name a model, seed, source or data test',
    });
  }
  return concatSql([`select * from ${formatRelation(node.relation)}`]);
}

function findNode({ nodes }: Manifest, name: string): Node {
  const fits = (node: Node): boolean =>
    node.name === name ||
    ('relation' in node && formatRelation(node.relation) === name) ||
    (node.resourceType === 'source' && `${node.sourceName}.${node.name}` === name);
  const found = [...nodes.values()].filter(fits);
  const node = found.find(each => each.resourceType === 'model') ?? found[0];
  if (node !== undefined) return node;
  const near = nearest(
    name,
    [...nodes.values()].map(each => each.name),
  );
  throw new CrmError('empty-selection', {
    reason: `there is no node named '${name}'`,
    hint: near === undefined ? 'crm-run list prints all of them' : `did you mean '${near}'?`,
  });
}

interface PublishedQuery {
  readonly sql: MappedSql;
  readonly limit: number;
  /** The node that was asked for; undefined for a query of the command line. */
  readonly name: string | undefined;
}

function firstRows<Row, Columns>(
  result: { readonly columns: Columns; readonly rows: readonly Row[] },
  limit: number,
) {
  return { columns: result.columns, rows: limit < 0 ? result.rows : result.rows.slice(0, limit) };
}

async function queryPublished<T>(
  { terminal }: Invocation,
  { project }: Workspace,
  { sql, limit, name }: PublishedQuery,
  read: (connection: Connection) => (sql: string) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse(project, openProjectEngine);
  // one row more than asked for says whether there are more
  const end = limit < 0 ? '\n)' : `\n) limit ${limit + 1}`;
  const statement = concatSql(['select * from (\n', sql, end]);
  try {
    const { connection, state } = await warehouse.read();
    try {
      return await withInterrupt(terminal, async signal => {
        signal.addEventListener('abort', () => connection.interrupt());
        return read(connection)(statement.text);
      });
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      throw (
        explainWithheld(error, statement.text, state.withheld) ?? locate(error, statement, name)
      );
    }
  } finally {
    await warehouse.close();
  }
}

function locate(error: CrmError, statement: MappedSql, name: string | undefined): CrmError {
  if (error.location !== undefined) return error;
  const located = locateInSql(error, statement)?.with({ sqlOffset: undefined });
  const place = error.sqlOffset === undefined ? undefined : locateSql(statement, error.sqlOffset);
  const what = place?.reference ?? (name === undefined ? undefined : `'${name}'`);
  const isMissing = error.code === 'sql-catalog' && /^(?:table|view) with name/.test(error.message);
  if (!isMissing || what === undefined) return located ?? error;
  const [, wanted = ''] = /'([^']*)'\)?$/.exec(what) ?? [];
  return new CrmError(
    'relation-missing',
    {
      relations: [wanted],
      reason: `the published build does not have ${what}`,
      hint: `build it first: crm-run build --select +${wanted}`,
    },
    { location: located?.location, trace: located?.trace },
  );
}

/** A query of what the last build withheld: why it is not there says more than that it is not. */
function explainWithheld(
  error: CrmError,
  query: string,
  withheld: readonly WithheldRelation[],
): CrmError | undefined {
  if (error.code !== 'sql-catalog') return undefined;
  const found = withheld.find(({ relation }) => query.includes(formatRelation(relation)));
  return found && withheldError(found, byRelation(withheld), undefined);
}

function print(invocation: Invocation, result: QueryResult, { output, safe }: ShowOptions): void {
  const { terminal, options } = invocation;
  const { stdout } = terminal;
  if (output === 'csv') stdout.writeData(formatCsv(result, { safe: safe === true }));
  else {
    const style = streamStyle(stdout, terminal, !options.color);
    const lines = formatTable(result, { width: stdout.width, style });
    stdout.write(`${lines.join('\n')}\n`);
  }
}
