// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are control characters
const escapeCodes = /\u001b\[[0-9;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are control characters
const escapeCode = /(\u001b\[[0-9;]*m)/;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian wide and full-width forms, and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
const narrow = /^[\u0020-\u02ff]*$/;

/** Number of terminal cells that a text takes; escape codes take none. */
export function textWidth(text: string): number {
  const visible = text.replace(escapeCodes, '');
  if (narrow.test(visible)) return visible.length;
  let width = 0;
  for (const character of visible) {
    if (zeroWidth.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** Fills up with spaces to `width` cells; a longer text stays as it is. */
export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/** Cuts a text to `width` cells, the last of them an ellipsis; escape codes all stay. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let used = 0;
  let isFull = false;
  for (const [at, part] of text.split(escapeCode).entries()) {
    if (at % 2 === 1) cut += part;
    else if (!isFull) {
      for (const character of part) {
        const cells = textWidth(character);
        isFull = used + cells > width - 1;
        if (isFull) break;
        cut += character;
        used += cells;
      }
      if (isFull) cut += '…';
    }
  }
  return cut;
}
