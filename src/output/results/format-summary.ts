import type { ResourceType } from '../../nodes/node.ts';
import type { NodeResult, NodeStatus, RunResult } from '../../run/run-event.ts';
import { formatNoun, formatSeconds } from '../text/format-quantity.ts';
import type { Style } from '../text/style.ts';

/** The kinds in the order of a build, and how their number is reported. */
const nouns: readonly (readonly [ResourceType, string])[] = [
  ['source', 'source'],
  ['seed', 'seed'],
  ['model', 'model'],
  ['operation', 'hook'],
  ['unit_test', 'unit test'],
  ['test', 'test'],
];

/** One line that says how a run went: its time, what was done, what was wrong. */
export function formatSummary(result: RunResult, style: Style): string {
  return `${summaryText(result, style)}.`;
}

/** As `formatSummary`, without the full stop. */
export function summaryText(result: RunResult, style: Style): string {
  const seconds = (result.completedAt.getTime() - result.startedAt.getTime()) / 1000;
  const count = (...statuses: NodeStatus[]): number =>
    result.results.filter(each => statuses.includes(each.status)).length;
  const failed = count('fail');
  const interrupted = isInterrupted(result);
  const others = result.errors.filter(({ code }) => code !== 'interrupted').length;
  const errors = count('error') + others;
  const skipped = count('skipped');
  // A file that was loaded may have several.
  const warnings = result.results
    .filter(({ status }) => status === 'warn')
    .reduce((sum, each) => sum + Math.max(1, each.warnings?.length ?? 0), 0);

  const parts: string[] = [];
  if (errors > 0) parts.push(style.red(formatNoun(errors, 'error')));
  if (failed > 0) parts.push(style.red(`${formatNoun(failed, 'test')} failed`));
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (warnings > 0) parts.push(style.yellow(formatNoun(warnings, 'warning')));
  const bad = errors + failed + skipped > 0;
  const fine = finishedParts(result.results, bad ? '' : ' passed').join(', ');
  const wrong = parts.join(', ');
  const said = bad
    ? [wrong, fine === '' ? '' : `fine: ${fine}`].filter(part => part !== '').join('; ')
    : [fine, wrong].filter(part => part !== '').join(', ');
  if (interrupted) {
    const done = said === '' ? '' : `: ${said}`;
    return `${style.yellow(style.bold('Interrupted'))} after ${formatSeconds(seconds)}${done}`;
  }
  const verb = bad ? style.red(style.bold('Failed')) : style.green(style.bold('Done'));
  return `${verb} in ${formatSeconds(seconds)}: ${said === '' ? 'nothing to do' : said}`;
}

/** Such as `4 models, 31 tests`: what went well, by kind, unit tests among the tests. */
export function countKinds(results: readonly NodeResult[]): string {
  const isUnit = (each: NodeResult): boolean => each.resourceType === 'unit_test';
  const merged = results.map(each =>
    isUnit(each) ? { ...each, resourceType: 'test' as const } : each,
  );
  return finishedParts(merged, '').join(', ');
}

/** True when a person ended the run. */
function isInterrupted({ results, errors }: RunResult): boolean {
  return (
    errors.some(({ code }) => code === 'interrupted') ||
    results.some(({ status }) => status === 'interrupted')
  );
}

function finishedParts(results: readonly NodeResult[], verdict: string): string[] {
  const parts: string[] = [];
  const tests: string[] = [];
  for (const [type, noun] of nouns) {
    const isTest = type === 'test' || type === 'unit_test';
    // What is loaded with a warning is loaded.
    const fine: readonly NodeStatus[] = isTest ? ['pass', 'success'] : ['success', 'warn'];
    const done = results.filter(
      each => each.resourceType === type && fine.includes(each.status),
    ).length;
    if (done > 0) (isTest ? tests : parts).push(formatNoun(done, noun));
  }
  if (tests.length > 0) parts.push(`${tests.join(' and ')}${verdict}`);
  return parts;
}
