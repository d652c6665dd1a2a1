import { type CatalogObject, type ObjectKind, objectName } from './catalog-object.ts';

const plurals: Readonly<Record<ObjectKind, readonly [string, string]>> = {
  table: ['table', 'tables'],
  view: ['view', 'views'],
  index: ['index', 'indexes'],
  sequence: ['sequence', 'sequences'],
  type: ['type', 'types'],
  macro: ['macro', 'macros'],
  'macro table': ['table macro', 'table macros'],
  schema: ['schema', 'schemas'],
};

/** Names that are behind the counts. */
const mostNames = 5;

/** Objects as counts by kind with the first names: `2 tables and 1 view (main.a, main.b, main.c)`. */
export function describeObjects(objects: readonly CatalogObject[]): string {
  const kinds = Object.keys(plurals) as ObjectKind[];
  const counts = kinds.flatMap(kind => {
    const count = objects.filter(object => object.kind === kind).length;
    return count === 0 ? [] : [`${count} ${plurals[kind][count === 1 ? 0 : 1]}`];
  });
  const last = counts.pop() ?? 'nothing';
  const listed = counts.length === 0 ? last : `${counts.join(', ')} and ${last}`;
  const sorted = kinds.flatMap(kind => objects.filter(object => object.kind === kind));
  const names = sorted.slice(0, mostNames).map(objectName).join(', ');
  const more = objects.length > mostNames ? `, and ${objects.length - mostNames} more` : '';
  return `${listed} (${names}${more})`;
}
