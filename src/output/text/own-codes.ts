import { visibleText } from './visible-text.ts';

/**
 * What our own escape codes begin with until they are written. It is another one in each process, so
 * that no data can hold it.
 */
const mark = String(Math.floor(1e8 + Math.random() * 9e8));
const own = new RegExp(`\u001b\\[${mark};([0-9;]*[A-Za-z])`, 'g');

/** An escape code of ours, such as `31m`, which `presentText` writes as it is. */
export function ownCode(code: string): string {
  return `\u001b[${mark};${code}`;
}

/** Takes away so many lines, that of the cursor the last of them, and goes to where they began. */
export function eraseLines(count: number): string {
  if (count === 0) return '';
  return `${ownCode('1G')}${count > 1 ? ownCode(`${count - 1}A`) : ''}${ownCode('0J')}`;
}

/** A text as it is written to a person: our own escape codes, and whatever else could hide shown. */
export function presentText(text: string): string {
  return text
    .split(own)
    .map((part, at) => (at % 2 === 0 ? visibleText(part) : `\u001b[${part}`))
    .join('');
}
