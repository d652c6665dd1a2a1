/** True when the text holds a wildcard: `*`, `?` or `[`. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** What is wrong with a pattern, and the offset of it in UTF-16 units. */
export interface GlobProblem {
  readonly reason: string;
  readonly offset: number;
}

/** One part of a pattern; `directories` is `**` and a slash: nothing, or any text that ends in a slash. */
type Part =
  | { readonly kind: 'one'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'many'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'directories' };

/**
 * A check against a shell pattern: `*` for any text, `?` for one character, `[abc]`, `[a-z]` and
 * `[!a]` for one of a set. For paths, `*`, `?` and sets stop at a slash and `**` does not. It takes
 * time with the length of the text times that of the pattern. A `[` that begins no set stands for
 * itself; `globProblem` reports it.
 */
export function compileGlob(
  pattern: string,
  kind: 'text' | 'path' = 'text',
): (text: string) => boolean {
  if (!hasWildcard(pattern)) return text => text === pattern;
  const parts = readParts(pattern, kind);
  return kind === 'text' ? text => matchText(parts, text) : text => matchParts(parts, text);
}

/** The first set of a pattern that is none, such as `[z-a]`, `[]` or `[` without its `]`. */
export function globProblem(pattern: string): GlobProblem | undefined {
  for (let at = pattern.indexOf('['); at !== -1; at = pattern.indexOf('[', at)) {
    const set = readSet(pattern, at);
    if ('reason' in set) return set;
    at = set.end;
  }
  return undefined;
}

function readParts(pattern: string, kind: 'text' | 'path'): Part[] {
  const any = (character: string): boolean => kind === 'text' || character !== '/';
  const parts: Part[] = [];
  const many = (matches: (character: string) => boolean): void => {
    // a star next to its like changes nothing
    const last = parts.at(-1);
    if (last?.kind !== 'many' || last.matches !== matches) parts.push({ kind: 'many', matches });
  };
  for (let at = 0; at < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    const set = character === '[' ? readSet(pattern, at) : undefined;
    if (character === '*' && kind === 'path' && pattern[at + 1] === '*') {
      const isDirectories = pattern[at + 2] === '/';
      if (!isDirectories) many(everything);
      else if (parts.at(-1)?.kind !== 'directories') parts.push({ kind: 'directories' });
      at += isDirectories ? 3 : 2;
    } else if (character === '*') {
      many(any);
      at += 1;
    } else if (set !== undefined && 'matches' in set) {
      parts.push({ kind: 'one', matches: one => any(one) && set.matches(one) });
      at = set.end;
    } else {
      const matches = character === '?' ? any : (one: string): boolean => one === character;
      parts.push({ kind: 'one', matches });
      at += character.length;
    }
  }
  return parts;
}

function everything(): boolean {
  return true;
}

/** Where a star stands for any text, only the last one ever has to stand for more. */
function matchText(parts: readonly Part[], text: string): boolean {
  const characters = [...text];
  let [at, place] = [0, 0];
  let star: { readonly at: number; place: number } | undefined;
  while (place < characters.length) {
    const part = parts[at];
    if (part?.kind === 'many') {
      star = { at, place };
      at += 1;
    } else if (part?.kind === 'one' && part.matches(characters[place] ?? '')) {
      at += 1;
      place += 1;
    } else if (star !== undefined) {
      star.place += 1;
      [at, place] = [star.at + 1, star.place];
    } else return false;
  }
  while (parts[at]?.kind === 'many') at += 1;
  return at === parts.length;
}

/** The places in the pattern where the text read so far can end, all at once. */
function matchParts(parts: readonly Part[], text: string): boolean {
  // `inside` are directory parts that have begun and wait for their slash
  let [open, inside] = [close(parts, new Set([0])), new Set<number>()];
  for (const character of text) {
    const next = new Set<number>();
    const waiting = new Set<number>();
    for (const at of open) {
      const part = parts[at];
      if (part?.kind === 'directories') waiting.add(at);
      else if (part?.matches(character)) next.add(part.kind === 'one' ? at + 1 : at);
    }
    for (const at of inside) waiting.add(at);
    if (character === '/') for (const at of waiting) next.add(at + 1);
    [open, inside] = [close(parts, next), waiting];
    if (open.size === 0 && inside.size === 0) return false;
  }
  return open.has(parts.length);
}

/** Adds what can be reached without a character: a star and `**` may stand for nothing. */
function close(parts: readonly Part[], places: Set<number>): Set<number> {
  for (const at of places) {
    const kind = parts[at]?.kind;
    if (kind === 'many' || kind === 'directories') places.add(at + 1);
  }
  return places;
}

interface CharacterSet {
  readonly matches: (character: string) => boolean;
  /** The offset behind its `]`. */
  readonly end: number;
}

/** The set that begins with the `[` at an offset, or what is wrong with it. */
function readSet(pattern: string, start: number): CharacterSet | GlobProblem {
  const close = pattern.indexOf(']', start);
  if (close === -1) return { reason: 'a [ without its ]', offset: start };
  const isNegated = pattern[start + 1] === '!';
  const characters = [...pattern.slice(start + (isNegated ? 2 : 1), close)];
  if (characters.length === 0) {
    return {
      reason: `a set without a character, ${pattern.slice(start, close + 1)}`,
      offset: start,
    };
  }
  const ranges: (readonly [number, number])[] = [];
  let at = 0;
  while (at < characters.length) {
    const isRange = characters[at + 1] === '-' && at + 2 < characters.length;
    const [first = '', last = ''] = [characters[at], characters[at + (isRange ? 2 : 0)]];
    const range = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0] as const;
    if (range[0] > range[1]) {
      return { reason: `a set whose range ${first}-${last} goes backwards`, offset: start };
    }
    ranges.push(range);
    at += isRange ? 3 : 1;
  }
  const has = (code: number): boolean => ranges.some(([low, high]) => low <= code && code <= high);
  return { matches: one => has(one.codePointAt(0) ?? 0) !== isNegated, end: close + 1 };
}
