/**
 * Edit distance of two texts: insertions, deletions, replacements and swaps of neighbours, each of
 * them one (optimal string alignment, the usual form of Damerau-Levenshtein).
 */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2];
      if (swapped && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(beforePrevious, column - 2) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** What two spellings of one word share: no capitals, and `-`, space and `_` are one. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-\s]/g, '_');
}

/** Comparing longer names, or more of them, takes longer than a hint is worth. */
const longestName = 200;
const mostCandidates = 20_000;

/**
 * The candidate that a person most likely meant by `name`, or undefined when none is close: at most
 * one edit for every three characters, or the beginning of the word. Capitals and separators do not
 * count; of equally close candidates the first in the alphabet wins, in whatever order they come.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  let left = mostCandidates;
  for (const candidate of candidates) {
    if (name === candidate) return candidate;
    if (candidate.length > longestName) continue;
    left -= 1;
    if (left < 0) break;
    const distance = wordDistance(fold(name), fold(candidate));
    if (distance < least || (distance === least && found !== undefined && candidate < found)) {
      least = distance;
      found = candidate;
    }
  }
  return found;
}

/** Edits between two words; infinite when nobody would mistake one for the other. */
function wordDistance(a: string, b: string): number {
  const limit = Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));
  const isShort = a.length < 3 || b.length < 3;
  // One word that begins the other, such as warn and warning, is close however much is missing.
  const begins = !isShort && (a.startsWith(b) || b.startsWith(a));
  if (begins) return Math.min(editDistance(a, b), limit + 0.5);
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  const edits = editDistance(a, b);
  return edits > limit || edits >= a.length ? Number.POSITIVE_INFINITY : edits;
}

/** How many names a hint lists before the list helps nobody. */
const listedAtMost = 20;

/**
 * "did you mean 'x'?", or else the whole list when it is short and `listed` introduces it, such as
 * "the keys are"; undefined when there is nothing helpful to say.
 */
export function nearestHint(
  name: string,
  candidates: Iterable<string>,
  listed?: string,
): string | undefined {
  const all = [...candidates];
  const found = nearest(name, all);
  if (found !== undefined) return `did you mean '${found}'?`;
  if (listed === undefined || all.length === 0 || all.length > listedAtMost) return undefined;
  return `${listed} ${all.join(', ')}`;
}

/**
 * What to suggest for an unknown name: the known one that is close, else the whole list when it is
 * short, else `advice`.
 */
export function suggest(
  name: string,
  candidates: Iterable<string>,
  listed: string,
  advice?: string,
): { readonly nearest?: string | undefined; readonly hint?: string | undefined } {
  const all = [...candidates];
  const found = nearest(name, all);
  return found === undefined
    ? { hint: nearestHint(name, all, listed) ?? advice }
    : { nearest: found };
}
