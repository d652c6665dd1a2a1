import type { Relation } from '../dialect/names/relation.ts';

/** A relation that a build left out of what it published, and why. */
export interface WithheldRelation {
  /** The group in which something failed; the relation is in it or depends on it. */
  readonly group: string;
  readonly uniqueId: string;
  readonly relation: Relation;
  /** What failed, such as `test 'x' failed`. */
  readonly failure: string;
  /** What it reads that is withheld, such as `model 'y'`; undefined for members of the group. */
  readonly reads?: string | undefined;
}

/** Why a relation is withheld, as half a sentence. */
export function withheldReason({ failure, reads }: WithheldRelation): string {
  return reads === undefined ? failure : `it reads ${reads}, and ${failure}`;
}
