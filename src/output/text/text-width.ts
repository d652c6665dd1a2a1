import stringWidth from 'string-width';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are control characters
const escapeCode = /(\u001b\[[0-9;]*m)/;
const characters = new Intl.Segmenter();

/** Number of terminal cells that a text takes; escape codes take none. */
export function textWidth(text: string): number {
  return stringWidth(text);
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
      for (const { segment } of characters.segment(part)) {
        const cells = textWidth(segment);
        isFull = used + cells > width - 1;
        if (isFull) break;
        cut += segment;
        used += cells;
      }
      if (isFull) cut += '…';
    }
  }
  return cut;
}
