import type { Connection } from '../../../engine/engine.ts';
import { type CatalogObject, objectKey } from '../../catalog-object.ts';
import type { OwnedObject } from '../../warehouse.ts';
import { listObjects } from './list-objects.ts';
import { type Marks, objectsOf, readMarks } from './marks.ts';

/** What a file holds, distinguished by who made it. */
export interface Holdings {
  /** Undefined in a file that no crm-run has written. */
  readonly marks: Marks | undefined;
  /** What the project made and is there still. */
  readonly own: readonly OwnedObject[];
  /** What others made: other projects, other programs, people. */
  readonly foreign: readonly CatalogObject[];
}

/** Looks at an attached file for a project. Throws CrmError `warehouse-newer`. */
export async function readHoldings(
  connection: Connection,
  database: string,
  project: string,
): Promise<Holdings> {
  const objects = await listObjects(connection, database);
  const marks = await readMarks(connection, database);
  const known = objectsOf(marks, project);
  const own = objects.flatMap(object => {
    const found = known.get(objectKey(object));
    return found === undefined ? [] : [{ ...found, ...object }];
  });
  const foreign = objects.filter(object => !known.has(objectKey(object)));
  return { marks, own, foreign };
}
