import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishLexicon } from '../../../../src/functions/english-lexicon.ts';
import { compoundScore } from '../../../../src/stats/sentiment/compound-score.ts';

const score = (text: string) => compoundScore(text, englishLexicon());

describe('the score of a text', () => {
  // Of the README of vaderSentiment 3.3.2, with the compounds that it prints.
  it.each([
    ['VADER is smart, handsome, and funny.', 0.8316],
    ['VADER is smart, handsome, and funny!', 0.8439],
    ['VADER is very smart, handsome, and funny.', 0.8545],
    ['VADER is VERY SMART, handsome, and FUNNY.', 0.9227],
    ['VADER is VERY SMART, handsome, and FUNNY!!!', 0.9342],
    ['VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!', 0.9469],
    ['VADER is not smart, handsome, nor funny.', -0.7424],
    ['The book was good.', 0.4404],
    ["At least it isn't a horrible book.", 0.431],
    ['The book was only kind of good.', 0.3832],
    [
      'The plot was good, but the characters are uncompelling and the dialog is not great.',
      -0.7042,
    ],
    ['Today SUX!', -0.5461],
    ["Today only kinda sux! But I'll get by, lol", 0.5249],
    ['Make sure you :) or :D today!', 0.8633],
    ['Catch utf-8 emoji such as 💘 and 💋 and 😁', 0.875],
    ['Not bad at all', 0.431],
    ['Sentiment analysis has never been good.', -0.3412],
    ['Sentiment analysis has never been this good!', 0.5672],
    ['Most automated sentiment analysis tools are shit.', -0.5574],
    ['With VADER, sentiment analysis is the shit!', 0.6476],
    ['Other sentiment analysis tools can be quite bad.', -0.5849],
    ['On the other hand, VADER is quite bad ass', 0.802],
    ['VADER is such a badass!', 0.4003],
    ['Without a doubt, excellent idea.', 0.7013],
    ['Roger Dodger is one of the most compelling variations on this theme.', 0.2944],
    ['Roger Dodger is at least compelling as a variation on the theme.', 0.2263],
    ['Roger Dodger is one of the least compelling variations on this theme.', -0.1695],
    ['Not such a badass after all.', -0.2584],
    ['Without a doubt, an excellent idea.', 0.7013],
  ])('is what VADER publishes: %s', (text, compound) => {
    expect(score(text)).toBe(compound);
  });

  // Each rule by itself; what vaderSentiment 3.3.2 gives.
  it.each([
    ['a "no" turns what it stands before', 'no problem', 0.3089],
    ['and from two words before', 'no great problem', -0.2584],
    ['and from three before an "or"', 'the machine had no or bad beans', 0.1655],
    ['by itself it is bad', 'No', -0.296],
    ['in capitals a "no" that only turns is loud', 'NO good, it broke', -0.7131],
    ['"never so" is better', 'it was never so good here', 0.6626],
    ['also with a word between', 'I was never once given such good help', 0.6808],
    ['"without doubt" turns nothing', 'without any doubt good', 0.6136],
    ['"least" turns', 'the least useful machine', -0.3412],
    ['"at least" does not', 'at least a useful machine', 0.4404],
    ['a negation reaches three words far', 'not at all very good', 0.4927],
    ['phrases of degree', 'sort of nice machine', 0.4215],
    ['a loud degree', 'REALLY great machine', 0.7291],
    ['a loud word', 'really GREAT machine', 0.7291],
    ['nothing is loud where all is', 'ALL CAPS GREAT', 0.6249],
    ['one question mark is a question', 'good? ', 0.4404],
    ['two emphasise', 'good??', 0.504],
    ['four emphasise as much as more', 'good????', 0.594],
    ['exclamation marks emphasise up to four', 'good!!!!!!', 0.6209],
    ['what comes after "but" counts', 'good but bad', -0.5859],
    ['in capitals too', 'bad BUT good', 0.3818],
    ['"kind" is good', 'kind man', 0.5267],
    ['"kind of" is not', 'kind of good', 0.4404],
    ['an idiom replaces its words', 'it is the bomb, great', 0.8402],
    ['contractions without an apostrophe', 'I dont like it', -0.2755],
  ])('%s: %s', (_, text, compound) => {
    expect(score(text)).toBe(compound);
  });

  it.each([
    ['a curly apostrophe is an apostrophe', 'I don’t like it', "I don't like it"],
    ['a skin tone changes nothing', 'I like it 👌🏽', 'I like it 👌'],
    ['nor does the picture sign of a heart', 'With ❤️', 'With red heart'],
    [
      'an emoji needs no blank beside it',
      'Broken😡😠again',
      'Broken enraged face angry face again',
    ],
    ['a thumb is what it stands for', 'The machine 👎', 'The machine bad'],
    ['an emoji of a thing says nothing', 'Paid by 💳', 'Paid by card'],
    ['blanks of all kinds part words', 'not\u00a0good\nat\tall', 'not good at all'],
  ])('%s', (_, text, same) => {
    expect(score(text)).toBe(score(same));
  });

  it.each(['', ' ', '...', '12.30', 'Der Kaffee kam'])('is 0 without a word of mood: %j', text => {
    expect(score(text)).toBe(0);
  });

  it('takes German for English, which is why a language without a lexicon is never scored', () => {
    expect(score('Die Lieferung kam heute an')).toBeLessThan(-0.5);
  });

  it('of any text lies between -1 and 1, with four decimals', () => {
    const word = fc.constantFrom(
      'good',
      'BAD',
      'not',
      'no',
      'never',
      'so',
      'very',
      'but',
      'least',
      "n't",
      'kind',
      'of',
      'or',
      'doubt',
      'without',
      ':)',
      '!!',
      '??',
      '😀',
      'constructor',
      '',
      'the',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 30 }).map(words => words.join(' ')),
    );
    fc.assert(
      fc.property(text, any => {
        const found = score(any);
        expect(found).toBeGreaterThanOrEqual(-1);
        expect(found).toBeLessThanOrEqual(1);
        expect(found).toBe(Number(found.toFixed(4)));
      }),
    );
  });
});

it('the lexicon has the words and ratings of vaderSentiment 3.3.2', () => {
  const lexicon = englishLexicon();
  expect(lexicon.size).toBe(7506);
  expect(lexicon.get('badass')).toBe(1.4);
  expect(digest(lexicon)).toBe('544afc783627d298471bc0993ec43b99fc03f664c66466e74465439f1f36a81b');
});

it('the lexicon is read once', () => {
  expect(englishLexicon()).toBe(englishLexicon());
});

/** Computed from the file in the Python package, read as vaderSentiment reads it. */
function digest(lexicon: ReadonlyMap<string, number>): string {
  const lines = [...lexicon].map(([word, rating]) => `${word}\t${rating}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
