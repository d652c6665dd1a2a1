import { readWords } from './read-words.ts';
import { type Lexicon, wordValence } from './word-valence.ts';

/**
 * How good or bad the mood of an English text is, from -1 to 1, with four decimals; 0 where no word
 * says anything. These are the rules of VADER: C. J. Hutto and E. Gilbert, VADER: A Parsimonious
 * Rule-based Model for Sentiment Analysis of Social Media Text, ICWSM 2014, as its version 3.3.2
 * has them. It judges sentences best; of a long text it says the sum.
 */
export function compoundScore(text: string, lexicon: Lexicon): number {
  const words = readWords(text);
  const valences = words.lower.map((_, at) => wordValence(words, at, lexicon));
  const but = words.lower.indexOf('but');
  let sum = 0;
  valences.forEach((valence, at) => {
    // What comes after a "but" is what is meant.
    sum += but < 0 || at === but ? valence : valence * (at < but ? 0.5 : 1.5);
  });
  if (sum !== 0) sum += Math.sign(sum) * emphasis(text);
  return Math.round((sum / Math.sqrt(sum * sum + 15)) * 1e4) / 1e4;
}

/** What exclamation and question marks add. */
function emphasis(text: string): number {
  const exclamations = Math.min(4, occurrences(text, '!')) * 0.292;
  const questions = occurrences(text, '?');
  if (questions < 2) return exclamations;
  return exclamations + (questions <= 3 ? questions * 0.18 : 0.96);
}

function occurrences(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}
