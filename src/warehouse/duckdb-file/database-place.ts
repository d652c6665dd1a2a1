import type { RelationKind } from '../../dialect/materializations/materialization.ts';
import { formatRelation } from '../../dialect/names/relation.ts';
import type { Connection } from '../../engine/engine.ts';
import type { CatalogObject } from '../catalog-object.ts';
import { objectKey } from '../catalog-object.ts';
import type { Place, PublishedState } from '../warehouse.ts';
import type { ObjectContents } from './contents/file-contents.ts';
import { readContents } from './contents/file-contents.ts';
import { largestTable, listRelations } from './contents/file-relations.ts';
import type { Holdings } from './contents/holdings.ts';
import { readHoldings } from './contents/holdings.ts';
import { readWithheld } from './contents/withheld-table.ts';
import { readPlace, restorePlace } from './hooks/pinned.ts';
/** A place in an attached file that the session's connection uses. */
export function placeIn(connection: Connection, database: string, state: PublishedState): Place {
  return {
    state,
    use: async other => {
      await other.run(`use ${database}`);
    },
    relations: () => listRelations(connection),
    largestTable: () => largestTable(connection),
    pin: async other => {
      const before = await readPlace(other);
      return () => restorePlace(other, before);
    },
  };
}

/** What an attached file holds for a project. */
export async function readState(
  connection: Connection,
  database: string,
  project: string,
  known: {
    readonly claim?: Holdings | undefined;
    readonly contents?: ReadonlyMap<string, ObjectContents> | undefined;
  } = {},
): Promise<PublishedState> {
  const { own, foreign } = known.claim ?? (await readHoldings(connection, database, project));
  const withheld = await readWithheld(connection, database, project);
  const contents = known.contents ?? (await readContents(connection, database));
  const relations = new Map(
    [...own, ...foreign].flatMap(({ kind, schema, name }): [string, RelationKind][] =>
      kind === 'table' || kind === 'view'
        ? [[formatRelation({ schema, identifier: name }), kind]]
        : [],
    ),
  );
  const isEmpty = (object: CatalogObject) => contents.get(objectKey(object))?.rows === 0;
  return { relations, own, foreign, withheld, isEmpty };
}
