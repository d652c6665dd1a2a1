import { columnOrExpression, quoteName } from '../../dialect/names/column-name.ts';
import { quoteIdentifier, type Relation, relationKey } from '../../dialect/names/relation.ts';
import { isTruthy } from '../../jinja/values/operators.ts';
import type { Value } from '../../jinja/values/value.ts';
import type { ColumnProperties, DataTestProperties } from '../../project/project.ts';
import type { LibraryMacro } from '../context/macro-library.ts';
import type { NodeContext } from '../context/node-context.ts';
import { RelationValue } from '../context/relation-value.ts';
import type { Node } from '../node.ts';
import { renderYaml } from '../render/render-yaml.ts';

/** The column that a generic test is below. */
export type TestedColumn = Pick<ColumnProperties, 'name' | 'quote'>;

/** A tested column as SQL: a name, quoted where that is needed; with `quote: false` as written. */
function testedColumnSql({ name, quote }: TestedColumn): string {
  if (quote === false) return name.value;
  return quote ? quoteName(name.value) : quoteIdentifier(name.value);
}

/** A tested column as dbt passes it on, which is part of the test's name. */
export function testedColumnText({ name, quote }: TestedColumn): string {
  return quote ? quoteName(name.value) : name.value;
}

/**
 * The arguments of a generic test, rendered. Those that name columns come as SQL: `column_name` for
 * every test, `field` and `combination_of_columns` for the tests of the runner; what else a test of
 * the project takes is as it was written.
 */
export function testArguments(
  { properties, column, test, nodes }: TestCall,
  model: Value,
  context: NodeContext,
): Map<string, Value> {
  const named = new Map<string, Value>([['model', model]]);
  for (const [key, value] of properties.arguments) {
    named.set(key, renderYaml(value, context, true));
  }
  const name = named.get('column_name');
  if (column !== undefined) named.set('column_name', testedColumnSql(column));
  else if (typeof name === 'string') {
    named.set('column_name', columnOrExpression(name, columnsOf(model, nodes)));
  }
  if (!test.source.file.startsWith('<')) return named;
  const field = named.get('field');
  if (typeof field === 'string') {
    named.set('field', columnOrExpression(field, columnsOf(named.get('to'), nodes)));
  }
  const columns = named.get('combination_of_columns');
  if (Array.isArray(columns)) {
    const quoted = isTruthy(named.get('quote_columns') ?? false);
    const known = columnsOf(model, nodes);
    const sql = (text: string) => (quoted ? quoteName(text) : columnOrExpression(text, known));
    named.set(
      'combination_of_columns',
      columns.map(each => (typeof each === 'string' ? sql(each) : each)),
    );
  }
  return named;
}

/** A generic test and what it is called with. */
export interface TestCall {
  readonly properties: DataTestProperties;
  readonly column: TestedColumn | undefined;
  readonly test: LibraryMacro;
  /** All nodes of the project, complete by the time that a test is compiled. */
  readonly nodes: readonly Node[];
}

/** The columns that YAML declares of a relation; none where it is not one of the project. */
function columnsOf(value: Value | undefined, nodes: readonly Node[]): readonly string[] {
  if (!(value instanceof RelationValue)) return [];
  const key = relationKey(value.relation);
  const isIt = (relation: Relation) => relationKey(relation) === key;
  const node = nodes.find(each => 'relation' in each && isIt(each.relation));
  return node !== undefined && 'columns' in node ? node.columns.map(({ name }) => name) : [];
}
