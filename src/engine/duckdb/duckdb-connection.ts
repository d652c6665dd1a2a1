import {
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  type DuckDBType,
  ResultReturnType,
  StatementType,
} from '@duckdb/node-api';
import { CrmError } from '../../base/errors/crm-error.ts';
import { quoteLiteral } from '../../dialect/names/relation.ts';
import { blankFinalSemicolons, findStatements } from '../../dialect/statements/sql-statements.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { Connection, FunctionCall, JsonResult, Progress, QueryResult } from '../engine.ts';
import { toCrmError } from './database-error.ts';
import { readFunctionCalls } from './function-calls.ts';
import { sharesNames, toJson } from './json-value.ts';
import { formatType, isNested, isPlain, toSqlValue } from './sql-value.ts';

const describePrefix = 'describe select * from (';

/** A connection of node-api behind the engine's interface. */
export class DuckDbConnection implements Connection {
  readonly #connection: DuckDBConnection;
  #closed = false;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async run(sql: string): Promise<number | undefined> {
    const expanded = await this.#expand(sql);
    if (expanded !== undefined) return this.#runExpanded(expanded, sql);
    const prepared = await this.#prepare(sql);
    try {
      const result = await prepared.run();
      return prepared.statementType === StatementType.SELECT
        ? undefined
        : await writtenRows(result);
    } catch (error) {
      throw toCrmError(error, sql);
    } finally {
      prepared.destroySync();
    }
  }

  async query(sql: string): Promise<QueryResult> {
    const prepared = await this.#prepare(sql);
    try {
      const columns = columnsOf(prepared);
      const types = columnTypesOf(prepared);
      if (prepared.statementType === StatementType.SELECT && types.some(isNested)) {
        return { columns, rows: await readRows(await this.#printing(sql, types, isNested)) };
      }
      return { columns, rows: await readRows(await prepared.run()) };
    } catch (error) {
      throw toCrmError(error, sql);
    } finally {
      prepared.destroySync();
    }
  }

  async queryJson(sql: string): Promise<JsonResult> {
    const prepared = await this.#prepare(sql);
    try {
      const columns = columnsOf(prepared);
      const types = columnTypesOf(prepared);
      const result = types.some(sharesNames)
        ? await this.#printing(sql, types, sharesNames)
        : await prepared.run();
      return { columns, rows: await readJsonRows(result) };
    } catch (error) {
      throw toCrmError(error, sql);
    } finally {
      prepared.destroySync();
    }
  }

  async prepare(sql: string): Promise<void> {
    (await this.#prepare(sql)).destroySync();
  }

  async describe(sql: string): Promise<readonly TypedColumn[]> {
    const prepared = await this.#prepare(sql);
    try {
      if (prepared.statementType !== StatementType.SELECT) {
        const payload = { reason: 'this statement is not a query', hint: 'write a select' };
        throw new CrmError('sql-binder', payload, { sqlOffset: 0 });
      }
      if (prepared.columnCount > 0) {
        const types = columnTypesOf(prepared);
        // Planning costs more than all else here, so once is enough where the types are plain;
        // DESCRIBE alone knows what an untyped NULL and some nested types become in a table.
        if (types.every(isPlain)) return columnsOf(prepared);
      }
      const text = `${describePrefix}${blankFinalSemicolons(sql)}\n)`;
      const rows = await this.#connection.run(text).then(readRows, error => {
        throw toCrmError(error, text, describePrefix.length);
      });
      return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
    } finally {
      prepared.destroySync();
    }
  }

  async readsColumns(sql: string): Promise<boolean> {
    return (await this.#expand(sql)) !== undefined;
  }

  async functionCalls(sql: string): Promise<readonly FunctionCall[]> {
    const text = `select json_serialize_sql(${quoteLiteral(sql)})`;
    try {
      const [row] = await readRows(await this.#connection.run(text));
      return readFunctionCalls(sql, String(row?.[0]));
    } catch (error) {
      throw toCrmError(error, text);
    }
  }

  async bindOnly(on: boolean): Promise<void> {
    await this.run(on ? 'pragma disable_optimizer' : 'pragma enable_optimizer');
  }

  progress(): Progress {
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? undefined : Math.min(percentage / 100, 1);
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.closeSync();
  }

  async #prepare(sql: string): Promise<DuckDBPreparedStatement> {
    try {
      const expanded = await this.#expand(sql);
      if (expanded === undefined) return await this.#connection.prepare(sql);
      const last = expanded.count - 1;
      for (let at = 0; at < last; at += 1) await runPrepared(await expanded.prepare(at));
      return await expanded.prepare(last);
    } catch (error) {
      throw toCrmError(error, sql);
    }
  }

  /**
   * The statements that the database makes of one PIVOT without a list of values: an enum of the
   * values, then the query itself. Undefined for any other text.
   */
  async #expand(sql: string): Promise<DuckDBExtractedStatements | undefined> {
    if (!/pivot/i.test(sql) || findStatements(sql).length !== 1) return undefined;
    try {
      const extracted = await this.#connection.extractStatements(sql);
      return extracted.count > 1 ? extracted : undefined;
    } catch {
      // What does not parse is reported by whoever runs it.
      return undefined;
    }
  }

  /** Runs them all; with a `create table` the database begins and commits a transaction for them. */
  async #runExpanded(
    expanded: DuckDBExtractedStatements,
    sql: string,
  ): Promise<number | undefined> {
    let written: number | undefined;
    let begun = false;
    try {
      for (let at = 0; at < expanded.count; at += 1) {
        const prepared = await expanded.prepare(at);
        const isTransaction = prepared.statementType === StatementType.TRANSACTION;
        if (isTransaction) begun = !begun;
        const result = await runPrepared(prepared);
        if (!isTransaction) written = await writtenRows(result);
      }
      return written;
    } catch (error) {
      // What went wrong says more than that it could not be taken back.
      if (begun) await this.#connection.run('rollback').catch(() => undefined);
      throw toCrmError(error, sql);
    }
  }

  /** Has DuckDB itself print values of some types, which node-api prints in its own way. */
  async #printing(
    sql: string,
    types: readonly DuckDBType[],
    isPrinted: (type: DuckDBType) => boolean,
  ): Promise<DuckDBMaterializedResult> {
    const names = types.map((_, at) => `c${at}`);
    const values = names.map((name, at) => {
      const type = types[at];
      return type !== undefined && isPrinted(type) ? `cast(${name} as varchar)` : name;
    });
    const head = `select ${values.join(', ')} from (`;
    const text = `${head}${blankFinalSemicolons(sql)}\n) as printed(${names.join(', ')})`;
    try {
      return await this.#connection.run(text);
    } catch (error) {
      throw toCrmError(error, text, head.length);
    }
  }
}

function columnTypesOf(prepared: DuckDBPreparedStatement): DuckDBType[] {
  return Array.from({ length: prepared.columnCount }, (_, at) => prepared.columnType(at));
}

function columnsOf(prepared: DuckDBPreparedStatement): TypedColumn[] {
  return Array.from({ length: prepared.columnCount }, (_, at) => ({
    name: prepared.columnName(at),
    type: formatType(prepared.columnType(at)),
  }));
}

async function runPrepared(prepared: DuckDBPreparedStatement): Promise<DuckDBMaterializedResult> {
  try {
    return await prepared.run();
  } finally {
    prepared.destroySync();
  }
}

async function readRows(result: DuckDBMaterializedResult): Promise<QueryResult['rows']> {
  const types = result.columnTypes();
  const rows = await result.getRows();
  return rows.map(row => row.map((value, at) => toSqlValue(value, types[at])));
}

async function readJsonRows(result: DuckDBMaterializedResult): Promise<JsonResult['rows']> {
  const types = result.columnTypes();
  const rows = await result.getRows();
  return rows.map(row => row.map((value, at) => toJson(value, types[at])));
}

async function writtenRows(result: DuckDBMaterializedResult): Promise<number | undefined> {
  if (result.returnType === ResultReturnType.CHANGED_ROWS) return result.rowsChanged;
  if (result.columnCount !== 1 || result.columnName(0) !== 'Count') return undefined;
  const count = (await result.getRows())[0]?.[0];
  return typeof count === 'bigint' ? Number(count) : undefined;
}
