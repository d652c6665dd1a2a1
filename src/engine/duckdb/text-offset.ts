/** The UTF-16 offset of the character that starts at, or holds, the UTF-8 byte `bytes`. */
export function utf16OffsetOfByte(text: string, bytes: number): number {
  let seen = 0;
  let offset = 0;
  for (const character of text) {
    seen += utf8Length(character.codePointAt(0) ?? 0);
    if (seen > bytes) break;
    offset += character.length;
  }
  return offset;
}

/** The UTF-16 offset of the code point with index `points`. */
export function utf16OffsetOfCodePoint(text: string, points: number): number {
  let seen = 0;
  let offset = 0;
  for (const character of text) {
    if (seen === points) break;
    seen += 1;
    offset += character.length;
  }
  return offset;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
