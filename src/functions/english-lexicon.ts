import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Lexicon } from '../stats/sentiment/word-valence.ts';

/** Words that VADER's lexicon has gained or changed since the package was published. */
const later: Lexicon = new Map([
  ['badass', 1.4],
  ['flawed', -2.1],
  ['heart', 3.2],
  ['hearts', 3.3],
]);

const require = createRequire(import.meta.url);

let loaded: Lexicon | undefined;

/** VADER's lexicon, 7,506 English words and emoticons; read from its file once it is asked for. */
export function englishLexicon(): Lexicon {
  loaded ??= readLexicon();
  return loaded;
}

/** A line is a word, its mean rating, and more that is not needed, with tabs between them. */
function readLexicon(): Lexicon {
  const file = require.resolve('vader-sentiment/vader_lexicon.txt');
  const lexicon = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word = '', rating = ''] = line.trim().split('\t');
    if (word !== '') lexicon.set(word, Number(rating));
  }
  for (const [word, rating] of later) lexicon.set(word, rating);
  return lexicon;
}
