import { concatSql, type MappedSql } from '../../base/text/mapped-sql.ts';
import { formatRelation, quoteIdentifier } from '../../dialect/relation.ts';
import { needsSelect } from '../../dialect/sql-statements.ts';
import type { ModelNode } from '../../nodes/node.ts';

/**
 * The statement that creates a model's relation. Under an enforced contract the columns are named
 * one by one as declared; their types are left to checkContract, because a cast would hide the
 * mistake that a contract is there to find.
 */
export function createRelationSql(model: ModelNode, select: MappedSql): MappedSql {
  const keyword = model.materialized === 'view' ? 'view' : 'table';
  const head = `create ${keyword} ${formatRelation(model.relation)} as (\n`;
  if (!model.contract.enforced || model.columns.length === 0) {
    if (!needsSelect(select.text)) return concatSql([head, select, '\n)']);
    return concatSql([`${head}select * from (\n`, select, '\n)\n)']);
  }
  // The alias brings the declared spelling: DuckDB else keeps the one that the inner select used.
  const names = model.columns.map(column => quoteIdentifier(column.name));
  const columns = names.map(name => `    ${name} as ${name}`).join(',\n');
  return concatSql([`${head}select\n${columns}\nfrom (\n`, select, '\n) as contracted\n)']);
}
