import type { Connection, SqlValue } from '../../engine/engine.ts';
import type { Compiler } from '../../nodes/compiler.ts';

export interface CalibrateOptions {
  /** Reads the published build. */
  readonly connection: Connection;
  readonly compiler: Compiler;
  /** YYYY-MM; unless given, the var calibration_month or else the last report month. */
  readonly month?: string | undefined;
}

export type Row = Readonly<Record<string, SqlValue>>;

/** Renders a query, runs it, and gives its rows by column. Throws CrmError. */
export type Ask = (template: string) => Promise<readonly Row[]>;

export function askBuild({ connection, compiler }: CalibrateOptions): Ask {
  return async template => {
    const { columns, rows } = await connection.query(compiler.compileInline(template).sql.text);
    return rows.map(row =>
      Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])),
    );
  };
}

/** A month, YYYY-MM, as templates take a date. */
export function dayOf(month: string): string {
  return `date_literal('${month}-01')`;
}
