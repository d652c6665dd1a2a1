import { formatSeconds } from '../text/format-quantity.ts';
import { cutText, textWidth } from '../text/text-width.ts';
import type { DirectoryProgress } from './directory-progress.ts';
import { formatColumns, type ResultOptions, resultSeconds } from './format-result.ts';
import { countKinds } from './format-summary.ts';

/** Cells of a line that neither the name nor the detail takes. */
const fixedCells = 31;

/** Narrower terminals have no room for what a directory is made of. */
const leastWidth = 72;

/**
 * The line of a directory that has run: what went well by kind, and what did not. For a pipe
 * `OK models/crm: 4 models, 31 tests, 0.42 s`.
 */
export function formatDirectory(
  { name, total, results, failed }: DirectoryProgress,
  { style, width }: ResultOptions,
): string {
  const count = (status: string) => results.filter(each => each.status === status).length;
  const [warned, skipped] = [count('warn'), count('skipped')];
  const seconds = formatSeconds(results.reduce((sum, each) => sum + resultSeconds(each), 0));
  const [word, paint] = verdict(failed, warned, skipped, results.length < total, style);
  const fine = countKinds(results);
  const wrong = [
    failed > 0 ? `${failed} failed` : '',
    warned > 0 ? `${warned} warned` : '',
    skipped > 0 ? `${skipped} skipped` : '',
    results.length < total ? `${total - results.length} not run` : '',
  ].filter(part => part !== '');
  const said = [...wrong, fine].filter(part => part !== '').join(', ');
  if (width === undefined) return `${word} ${name}: ${said}, ${seconds}`;
  const room = Math.max(1, Math.min(width, 110) - textWidth(name) - fixedCells);
  const line = formatColumns(
    {
      status: word,
      paint,
      kind: `${results.length}/${total}`,
      name,
      detail: cutText(width < leastWidth ? wrong.join(', ') : said, room),
      seconds,
    },
    width,
    style,
  );
  return cutText(line, width);
}

function verdict(
  failed: number,
  warned: number,
  skipped: number,
  isPart: boolean,
  style: ResultOptions['style'],
): [string, (text: string) => string] {
  if (failed > 0) return ['FAIL', style.red];
  if (isPart) return ['STOP', style.yellow];
  if (skipped > 0) return ['SKIP', style.dim];
  return warned > 0 ? ['WARN', style.yellow] : ['OK', style.green];
}
