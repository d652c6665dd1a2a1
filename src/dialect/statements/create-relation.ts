import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import type { ModelSql, RelationKind } from '../materializations/materialization.ts';
import { formatRelation, quoteIdentifier, type Relation } from '../names/relation.ts';
import type { TypedColumn } from '../types/typed-column.ts';
import { needsSelect } from './sql-statements.ts';

/**
 * `create table … as (…)` or `create view … as (…)`. Under an enforced contract, the columns are
 * named one by one as declared; their types are left to the check of the contract, because a cast
 * would hide the error that a contract is there to find.
 */
export function createAs(kind: RelationKind, { relation, select, columns }: ModelSql): MappedSql {
  const head = `create ${kind} ${formatRelation(relation)} as (\n`;
  if (columns === undefined || columns.length === 0) {
    if (!needsSelect(select.text)) return concatSql([head, select, '\n)']);
    return concatSql([`${head}select * from (\n`, select, '\n)\n)']);
  }
  // The alias gives the declared spelling; without it DuckDB keeps that of the inner select.
  const names = columns.map(name => quoteIdentifier(name));
  const list = names.map(name => `    ${name} as ${name}`).join(',\n');
  return concatSql([`${head}select\n${list}\nfrom (\n`, select, '\n) as contracted\n)']);
}

/** Creates a table of these columns without rows. */
export function createEmptyTable(relation: Relation, columns: readonly TypedColumn[]): string {
  const list = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`).join(', ');
  return `create table ${formatRelation(relation)} (${list})`;
}

/** Drops a relation by the type that it has, so that another type can take its name. */
export function dropRelation(kind: RelationKind, relation: Relation): string {
  return `drop ${kind} ${formatRelation(relation)}`;
}
