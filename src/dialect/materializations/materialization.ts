import type { MappedSql } from '../../base/text/mapped-sql.ts';
import type { Relation } from '../names/relation.ts';
import type { TypedColumn } from '../types/typed-column.ts';

/** What a relation is to the database: a table holds rows, a view is a query that runs when it is read. */
export type RelationKind = 'table' | 'view';

/** The model that a materialization makes. */
export interface ModelSql {
  readonly relation: Relation;
  /** The model's own SELECT. */
  readonly select: MappedSql;
  /** The columns of an enforced contract, in its order; undefined without one. */
  readonly columns: readonly string[] | undefined;
}

/** How `config(materialized=…)` makes a model. A new one is a file here and a line in the table. */
export interface Materialization {
  /** The name in the config. */
  readonly kind: string;
  /** What is in the database; undefined for a model that becomes part of what reads it. */
  readonly relation: RelationKind | undefined;
  /** The statements that make the model, in the order in which they are sent. */
  readonly statements: (model: ModelSql) => readonly MappedSql[];
  /** The statements of the dry compile: they make the relation with these columns and without rows. */
  readonly check: (relation: Relation, columns: readonly TypedColumn[]) => readonly string[];
}
