import type { CrmError } from '../../base/errors/crm-error.ts';
import { type ErrorCode, unreadCodes } from '../../base/errors/error-kinds.ts';
import { formatLocation, type SourceLocation } from '../../base/errors/source-location.ts';
import { formatNoun } from '../text/format-quantity.ts';
import { followsFrom, isConsequence, unreadFile } from './error-causes.ts';

/** An error as it is shown, with what is said of others that are not. */
export interface PresentedError {
  readonly error: CrmError;
  /** All that it stands for, itself the first. */
  readonly alike: readonly CrmError[];
  /** Such as "40 times, also at b.sql:1:2 and 39 more places". */
  readonly notes: readonly string[];
}

export interface PresentOptions {
  readonly readSource: (file: string) => string | undefined;
  readonly showPath: (file: string) => string;
}

/** Up to so many errors alike are shown one by one, each with its line. */
const shownOneByOne = 3;
/** Places of the others that a note names. */
const placesNamed = 3;

/**
 * Errors as a person reads them: what keeps a file from being read first, what may follow from
 * something else last, each by file and place; those alike as one with a count; and those that name
 * what a file would have that could not be read as a note on that file's error.
 */
export function presentErrors(
  errors: readonly CrmError[],
  options: PresentOptions,
): readonly PresentedError[] {
  const { followers, others } = splitFollowers(errors, options.readSource);
  return groupAlike(sortErrors(others)).map(alike => {
    const [error] = alike;
    const notes = [...repeatNote(alike, options), ...followerNote(followers.get(error) ?? [])];
    return { error, alike, notes };
  });
}

/**
 * Errors by rank (causes, then others, then consequences), file, line and column; those without a
 * place come last, in the order they came.
 */
export function sortErrors(errors: readonly CrmError[]): CrmError[] {
  return [...errors].sort((left, right) => {
    const [a, b] = [left.location, right.location];
    if (a === undefined || b === undefined) {
      return Number(a === undefined) - Number(b === undefined);
    }
    const rank = rankOf(left.code) - rankOf(right.code);
    if (rank !== 0) return rank;
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}

function rankOf(code: ErrorCode): number {
  if (unreadCodes.has(code)) return 0;
  return isConsequence(code) ? 2 : 1;
}

/** Takes out the errors whose missing name is in a file that could not be read. */
function splitFollowers(
  errors: readonly CrmError[],
  readSource: PresentOptions['readSource'],
): { followers: ReadonlyMap<CrmError, CrmError[]>; others: CrmError[] } {
  const causes = firstByFile(errors.filter(({ code }) => unreadCodes.has(code)));
  const followers = new Map<CrmError, CrmError[]>();
  if (causes.size === 0) return { followers, others: [...errors] };
  const files = [...causes].map(([path, cause]) => ({
    cause,
    file: unreadFile(path, readSource(path) ?? ''),
  }));
  const others = errors.filter(error => {
    if (!isConsequence(error.code)) return true;
    const found = files.find(({ cause, file }) => isUnknown(cause) || followsFrom(error, file));
    if (found === undefined) return true;
    const known = followers.get(found.cause);
    if (known === undefined) followers.set(found.cause, [error]);
    else known.push(error);
    return false;
  });
  return { followers, others };
}

/** True where nobody can see what is in the file, or in the directory. */
function isUnknown({ code }: CrmError): boolean {
  return code === 'file-unreadable' || code === 'system-error' || code === 'disk-full';
}

function firstByFile(errors: readonly CrmError[]): ReadonlyMap<string, CrmError> {
  const first = new Map<string, CrmError>();
  for (const error of sortErrors(errors)) {
    const file = error.location?.file;
    if (file !== undefined && !first.has(file)) first.set(file, error);
  }
  return first;
}

type Alike = [CrmError, ...CrmError[]];

/** Errors of one code and message together, unless there are few and each has a place of its own. */
function groupAlike(errors: readonly CrmError[]): Alike[] {
  const byKey = new Map<string, Alike>();
  for (const error of errors) {
    const key = `${error.code} ${error.message}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [error]);
    else known.push(error);
  }
  const shown = new Map<CrmError, Alike>();
  for (const alike of byKey.values()) {
    const parts = alike.length > shownOneByOne ? [alike] : samePlace(alike);
    for (const part of parts) shown.set(part[0], part);
  }
  return errors.flatMap(error => {
    const alike = shown.get(error);
    // the same object may appear there twice
    shown.delete(error);
    return alike === undefined ? [] : [alike];
  });
}

function samePlace(errors: Alike): Alike[] {
  const byPlace = new Map<string, Alike>();
  for (const error of errors) {
    const key = error.location === undefined ? '' : formatLocation(error.location);
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [error]);
    else known.push(error);
  }
  return [...byPlace.values()];
}

function repeatNote([first, ...rest]: Alike, { showPath }: PresentOptions): string[] {
  if (rest.length === 0) return [];
  const seen = new Set([placeOf(first, first, showPath)]);
  for (const error of rest) seen.add(placeOf(error, first, showPath));
  const [, ...places] = [...seen].filter(place => place !== undefined);
  const times = `${rest.length + 1} times`;
  if (places.length === 0) return [times];
  const more = places.length - placesNamed;
  const named = places.slice(0, placesNamed);
  if (more > 0)
    return [`${times}, also at ${named.join(', ')} and ${formatNoun(more, 'more place')}`];
  return [`${times}, also at ${named.join(', ').replace(/, ([^,]*)$/, ' and $1')}`];
}

/** Where an error stands, or, where that is inside of one macro for all, the call that led there. */
function placeOf(
  { location, trace }: CrmError,
  first: CrmError,
  showPath: PresentOptions['showPath'],
): string | undefined {
  const isSame = location !== undefined && isAt(location, first.location);
  const place = isSame ? (trace[0]?.location ?? location) : location;
  return place && formatLocation({ ...place, file: showPath(place.file) });
}

function isAt(a: SourceLocation, b: SourceLocation | undefined): boolean {
  return b !== undefined && formatLocation(a) === formatLocation(b);
}

function followerNote({ length }: readonly CrmError[]): string[] {
  if (length === 0) return [];
  if (length === 1) return ['1 more error follows from this one and is not shown'];
  return [`${formatNoun(length, 'more error')} follow from this one and are not shown`];
}
