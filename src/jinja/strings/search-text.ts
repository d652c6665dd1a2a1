import { spend, spendSearch, spendText } from '../values/budget.ts';
import { countCodePoints } from '../values/sequence.ts';

/** The part, the search for it counted as work. */
export function searched(text: string, part: string): string {
  spendSearch(text, part);
  return part;
}

/** How often a part is in a text, without overlaps. */
export function countText(text: string, part: string): number {
  if (part === '') return countCodePoints(text) + 1;
  spendSearch(text, part);
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    count += 1;
  }
  spend(count / 4);
  return count;
}

/** Python's replace(): all of them, or the first `count`. */
export function replaceText(text: string, old: string, by: string, count: number): string {
  const found = countText(text, old);
  const times = count < 0 ? found : Math.min(found, count);
  spend(found);
  spendText(text.length + times * (by.length - old.length));
  if (count < 0) return text.replaceAll(old, () => by);
  let left = count;
  return text.replaceAll(old, whole => {
    left -= 1;
    return left >= 0 ? by : whole;
  });
}

/** Texts with a separator between them. Throws CrmError `template-limit`. */
export function joinAll(texts: readonly string[], separator: string): string {
  const between = Math.max(0, texts.length - 1) * separator.length;
  spendText(texts.reduce((sum, { length }) => sum + length, between));
  spend(texts.length);
  return texts.join(separator);
}
