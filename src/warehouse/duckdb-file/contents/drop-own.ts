import type { Connection } from '../../../engine/engine.ts';
import { type CatalogObject, objectKey, objectName } from '../../catalog-object.ts';
import type { OwnedObject } from '../../warehouse.ts';
import { listObjects } from './list-objects.ts';

/** What depends on others goes before them; an index goes with its table. */
const order = ['view', 'table', 'macro', 'macro table', 'sequence', 'type'] as const;

/**
 * Drops what the project made from the copy of a published file that is in use. Relations
 * of nodes for which `keeps` is true stay; what hooks made is always dropped, since they make it
 * again. A schema goes when nothing is left in it.
 */
export async function dropOwn(
  connection: Connection,
  own: readonly OwnedObject[],
  keeps: (object: OwnedObject) => boolean,
): Promise<void> {
  const stays = (object: OwnedObject) => object.uniqueId !== undefined && keeps(object);
  for (const kind of order) {
    for (const object of own) {
      if (object.kind !== kind || stays(object)) continue;
      await connection.run(`drop ${kind} ${objectName(object)}`);
    }
  }
  const schemas = own.filter(({ kind }) => kind === 'schema');
  if (schemas.length === 0) return;
  const left = await listObjects(connection, '__next');
  for (const schema of schemas) {
    if (!left.some(object => isIn(object, schema))) {
      await connection.run(`drop schema ${objectName(schema)}`);
    }
  }
}

function isIn(object: CatalogObject, schema: CatalogObject): boolean {
  return (
    objectKey(object) !== objectKey(schema) &&
    object.schema.toLowerCase() === schema.schema.toLowerCase()
  );
}
