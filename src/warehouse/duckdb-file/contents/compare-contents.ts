import { CrmError } from '../../../base/errors/crm-error.ts';
import { relationKey } from '../../../dialect/names/relation.ts';
import { isRelation, keyOf, objectKey, objectName } from '../../catalog-object.ts';
import type { FinishedBuild } from '../../warehouse.ts';
import type { Claim } from './claim-file.ts';
import type { ObjectContents } from './file-contents.ts';

type Contents = ReadonlyMap<string, ObjectContents>;

/** What a finished build is compared with. */
export interface Known extends Pick<FinishedBuild, 'made' | 'hasHooks' | 'withheld'> {
  readonly claim: Claim;
  /** True where relations of the published file were retained. */
  readonly partial: boolean;
  /** What the published file holds; undefined where there is none. */
  readonly previous: Contents | undefined;
}

/**
 * Compares what a build holds with what is known of it: what was carried over and what was retained
 * with the published file, what was made with the results of its steps. Throws CrmError
 * `publish-failed` for the first difference.
 */
export function checkContents(next: Contents, known: Known): void {
  const { made, claim, previous, hasHooks, partial } = known;
  const madeKeys = new Set(made.map(({ relation }) => relationKey(relation)));
  const withheld = new Set(known.withheld.map(({ relation }) => relationKey(relation)));
  for (const object of claim.foreign) {
    const key = objectKey(object);
    const before = previous?.get(key);
    // An index goes with the relation of the project that it was on.
    if (object.kind === 'index' && !hasTable(next, object)) continue;
    if (before !== undefined) compare(before, next.get(key), 'carried over', hasHooks);
  }
  for (const object of claim.own) {
    const before = previous?.get(objectKey(object));
    const isRetained = object.uniqueId !== undefined && !madeKeys.has(keyOf(object));
    // Hooks may work on what the project made.
    if (!partial || !isRetained || hasHooks || before === undefined) continue;
    if (withheld.has(keyOf(object))) continue;
    if (!claim.gone.includes(object)) compare(before, next.get(objectKey(object)), 'kept');
  }
  // A schema, macro or sequence may have the name of a relation.
  const relations = new Map(
    [...next.values()].flatMap(each =>
      isRelation(each.object) ? [[keyOf(each.object), each] as const] : [],
    ),
  );
  for (const { relation, rows } of made) {
    const key = relationKey(relation);
    const found = relations.get(key);
    if (found === undefined) throw differs(`${key} is missing from the build`);
    if (!hasHooks && rows !== undefined && found.rows !== rows) {
      throw differs(`${objectName(found.object)} has ${found.rows} rows, and ${rows} were made`);
    }
  }
}

/** Compares a build with the same file opened anew. Throws CrmError `publish-failed`. */
export function checkReopened(next: Contents, reopened: Contents): void {
  for (const [key, before] of next) {
    const after = reopened.get(key);
    // Its text is what the database spells otherwise from then on; names and types say what it is.
    compare(before, after && { ...after, object: before.object }, 'written');
  }
  for (const [key, after] of reopened) {
    if (!next.has(key)) throw differs(`${objectName(after.object)} is in the file and not known`);
  }
}

function hasTable(
  contents: Contents,
  index: { schema: string; table?: string | undefined },
): boolean {
  const { schema, table = '' } = index;
  return contents.has(objectKey({ kind: 'table', schema, name: table }));
}

function compare(
  before: ObjectContents,
  after: ObjectContents | undefined,
  how: string,
  mayGrow = false,
): void {
  const name = `${before.object.kind} ${objectName(before.object)}`;
  if (after === undefined) throw differs(`the ${name} was to be ${how} and is missing`);
  if (after.columns !== before.columns) {
    throw differs(`the ${name} was to be ${how} and has other columns`);
  }
  const isFewer = (after.rows ?? 0) < (before.rows ?? 0);
  if (mayGrow ? isFewer : after.rows !== before.rows) {
    throw differs(`the ${name} was to be ${how} with ${before.rows} rows and has ${after.rows}`);
  }
  if (settled(after.object.sql) !== settled(before.object.sql)) {
    throw differs(`the ${name} was to be ${how} and reads otherwise`);
  }
}

/**
 * A definition as it compares. Once the file is opened anew, DuckDB writes some parts otherwise: types
 * without quotes and blanks (`DECIMAL(38, 6)`, `"HUGEINT"`), the columns of an UNPIVOT as texts, a
 * cross join as a comma.
 */
function settled(sql: string | undefined): string | undefined {
  return sql?.replaceAll(/\s+cross join\s+/gi, ',').replaceAll(/["'\s]/g, '');
}

function differs(what: string): CrmError {
  return new CrmError('publish-failed', {
    reason: `the new file is not what was built: ${what}`,
    hint: 'if a hook changes what others made, have it leave that alone; otherwise check the disk',
  });
}
