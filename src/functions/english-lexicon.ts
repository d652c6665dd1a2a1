import { readFileSync } from 'node:fs';
import { packageFile } from '../base/package-file.ts';
import type { Lexicon } from '../stats/sentiment/word-valence.ts';

let loaded: Lexicon | undefined;

/** VADER's lexicon, 7,506 English words and emoticons; read from its file on the first call. */
export function englishLexicon(): Lexicon {
  loaded ??= readLexicon();
  return loaded;
}

/** A line is a word and its mean rating, separated by a tab. */
function readLexicon(): Lexicon {
  const lexicon = new Map<string, number>();
  for (const line of readFileSync(packageFile('assets/vader/lexicon.tsv'), 'utf8').split('\n')) {
    const [word = '', rating = ''] = line.split('\t');
    if (word !== '') lexicon.set(word, Number(rating));
  }
  return lexicon;
}
