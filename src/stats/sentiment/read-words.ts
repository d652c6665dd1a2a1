import { emojiNames } from './emoji-names.ts';

/** The words and emoticons of a text, as the rules look at them. */
export interface Words {
  /** In lower case, without punctuation around them. */
  readonly lower: readonly string[];
  /** Whether the word is in capitals where others do not. */
  readonly isLoud: readonly boolean[];
}

const emoji = new RegExp([...emojiNames.keys()].join('|'), 'gu');
const curlyApostrophe = /[\u2018\u2019]/g;
/** What makes an emoji a picture or gives it a skin; no word of its own. */
const emojiVariation = /[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;
const anyNonAscii = /[^\0-\x7f]/;

/** Splits a text at blanks; an emoji that shows a mood is read as the words of its name. */
export function readWords(text: string): Words {
  const plain = anyNonAscii.test(text) ? withoutEmoji(text) : text;
  const lower: string[] = [];
  const capitals: boolean[] = [];
  let loud = 0;
  for (const part of plain.split(/\s+/)) {
    if (part === '') continue;
    const word = withoutPunctuation(part);
    const small = word.toLowerCase();
    const isInCapitals = small !== word && word === word.toUpperCase();
    if (isInCapitals) loud += 1;
    lower.push(small);
    capitals.push(isInCapitals);
  }
  return { lower, isLoud: loud < lower.length ? capitals : capitals.fill(false) };
}

function withoutEmoji(text: string): string {
  return text
    .replace(curlyApostrophe, "'")
    .replace(emojiVariation, '')
    .replace(emoji, found => ` ${emojiNames.get(found) ?? ''} `);
}

/** What is left with two characters or fewer was an emoticon such as ":)", and stays as it is. */
function withoutPunctuation(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && isPunctuation(word.charCodeAt(from))) from += 1;
  while (to > from && isPunctuation(word.charCodeAt(to - 1))) to -= 1;
  return to - from <= 2 ? word : word.slice(from, to);
}

/** The signs of ASCII that are not a letter, digit or blank. */
function isPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code <= 126)
  );
}
