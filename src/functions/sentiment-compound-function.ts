import { defineFunction } from '../engine/scalar-function.ts';
import { compoundScore } from '../stats/sentiment/compound-score.ts';
import { englishLexicon } from './english-lexicon.ts';

/** `sentiment_compound(text)`: the mood of an English text, from -1 to 1. */
export const sentimentCompoundFunction = defineFunction({
  name: 'sentiment_compound',
  parameters: { text: 'varchar' },
  returns: 'double',
  compute: ({ text }) => compoundScore(text, englishLexicon()),
});
