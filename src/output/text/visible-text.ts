const joining = ['Arabic', 'Syriac', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya']
  .concat(['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar'])
  .map(script => `\\p{Script_Extensions=${script}}`)
  .join('');
const pictograph = '\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\ufe0f\\u20e3?|\\ufe0e)?';

/** Where characters that take no room are part of ordinary writing. */
const ordinary = [
  // emoji that are put together, keycaps, and flags of regions
  `${pictograph}(?:\\u200d${pictograph})+`,
  '\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,16}\\u{e007f}',
  '[\\p{Extended_Pictographic}][\\ufe0e\\ufe0f]',
  '[0-9#*]\\ufe0f\\u20e3',
  // forms of one ideograph
  '\\p{Script=Han}[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
  // joiners between letters of scripts that join them
  `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`,
  '\\r(?=\\n)',
].join('|');

/** Control and format characters that nobody sees, without line ends and tabs; halves of a pair. */
const hidden =
  '(?![\\n\\t])[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\p{Zl}\\p{Zp}\\p{Cs}\\ufff9-\\ufffb]';

const anyHidden = new RegExp(hidden, 'u');
const hiddenOrOrdinary = new RegExp(`${ordinary}|(?<hidden>${hidden})`, 'gu');

/**
 * A text with `write` in the place of every character that could hide something: controls (escape
 * codes, NUL, backspace), marks of direction, and what takes no room, unless it belongs there, as
 * inside of an emoji. Line ends and tabs stay.
 */
function replaceHidden(text: string, write: (character: string) => string): string {
  if (!anyHidden.test(text)) return text;
  return text.replace(hiddenOrOrdinary, (match, ...rest) => {
    const groups: unknown = rest.at(-1);
    const found = typeof groups === 'object' && groups !== null && 'hidden' in groups;
    return found && groups.hidden !== undefined ? write(match) : match;
  });
}

/** A text for a person, with characters that could hide something shown as `<U+202E>`. */
export function visibleText(text: string): string {
  return replaceHidden(text, codePoint);
}

/** As `visibleText`, for one line: line ends and tabs are shown as `\n`, `\r`, `\t`. */
export function visibleLine(text: string): string {
  const line = text.replace(/[\n\r\t]/g, character => lineBreaks[character] ?? character);
  return visibleText(line);
}

const lineBreaks: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `<U+202E>` */
export function codePoint(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `<U+${number.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** JSON with the same characters written as `\u202e`, which changes nothing for who reads it. */
export function visibleJson(json: string): string {
  return replaceHidden(json, character =>
    [...Array(character.length).keys()]
      .map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
