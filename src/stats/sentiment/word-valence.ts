import type { Words } from './read-words.ts';
import { degrees, idioms, negations } from './word-lists.ts';

/** How good or bad a word is by itself, from -4 to 4, in lower case. */
export type Lexicon = ReadonlyMap<string, number>;

const negated = -0.74;
const loudness = 0.733;
/** A word of degree counts less from farther away: one, two and three words before. */
const nearness = [1, 0.95, 0.9];

/** How good or bad the word at `at` is, given the words around it; 0 where it says nothing. */
export function wordValence(words: Words, at: number, lexicon: Lexicon): number {
  const { lower, isLoud } = words;
  const word = lower[at] ?? '';
  if (degrees.has(word) || (word === 'kind' && lower[at + 1] === 'of')) return 0;
  const own = lexicon.get(word);
  if (own === undefined) return 0;
  let valence = isUnderNo(lower, at) ? own * negated : own;
  if (word === 'no' && isOfLexicon(lower[at + 1], lexicon) && !isUnderNo(lower, at)) valence = 0;
  if (isLoud[at]) valence += valence > 0 ? loudness : -loudness;
  for (let before = 1; before <= 3; before += 1) {
    if (at < before || isOfLexicon(lower[at - before], lexicon)) continue;
    valence += degreeOf(words, at - before, valence) * (nearness[before - 1] ?? 0);
    valence *= turnedBy(lower, at, before);
    if (before === 3) valence = ofPhrases(lower, at, valence);
  }
  return isUnderLeast(lower, at, lexicon) ? valence * negated : valence;
}

function isOfLexicon(word: string | undefined, lexicon: Lexicon): boolean {
  return word !== undefined && lexicon.has(word);
}

/** "no problem", "no great problem", "no price or quality problem". */
function isUnderNo(lower: readonly string[], at: number): boolean {
  const previous = lower[at - 1];
  return (
    previous === 'no' ||
    lower[at - 2] === 'no' ||
    (lower[at - 3] === 'no' && (previous === 'or' || previous === 'nor'))
  );
}

function degreeOf({ lower, isLoud }: Words, at: number, valence: number): number {
  const plain = degrees.get(lower[at] ?? '');
  if (plain === undefined) return 0;
  const signed = valence < 0 ? -plain : plain;
  if (!isLoud[at]) return signed;
  return valence > 0 ? signed + loudness : signed - loudness;
}

/** What a negation so many words before does: "never so good" is better than good. */
function turnedBy(lower: readonly string[], at: number, before: number): number {
  const word = lower[at - before] ?? '';
  if (before > 1) {
    const next = lower[at - before + 1];
    if (word === 'never' && isSoOrThis(next)) return 1.25;
    if (before === 3 && isSoOrThis(lower[at - 1])) return 1.25;
    if (word === 'without' && (next === 'doubt' || lower[at - 1] === 'doubt')) return 1;
  }
  return negations.has(word) || word.includes("n't") ? negated : 1;
}

function isSoOrThis(word: string | undefined): boolean {
  return word === 'so' || word === 'this';
}

/** Idioms that hold the word or are before it, and degrees of more than one word. */
function ofPhrases(lower: readonly string[], at: number, valence: number): number {
  const phrase = (from: number, to: number) =>
    at + to < lower.length ? lower.slice(at + from, at + to + 1).join(' ') : '';
  const before = [phrase(-1, 0), phrase(-2, 0), phrase(-2, -1), phrase(-3, -1), phrase(-3, -2)];
  const idiom = before.find(words => idioms.has(words));
  let result = idioms.get(idiom ?? '') ?? valence;
  result = idioms.get(phrase(0, 1)) ?? result;
  result = idioms.get(phrase(0, 2)) ?? result;
  for (const words of before.slice(2)) result += degrees.get(words) ?? 0;
  return result;
}

/** "the least useful", but not "at least useful". */
function isUnderLeast(lower: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (lower[at - 1] !== 'least' || lexicon.has('least')) return false;
  return lower[at - 2] !== 'at' && lower[at - 2] !== 'very';
}
