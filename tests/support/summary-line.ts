import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with what was skipped and why, and one plain line, `N passed, N failed, N skipped`,
 * that machines can read.
 */
export default class SummaryLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    const skipped: string[] = [];
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const result = test.result();
        if (result.state === 'pending') {
          count.skipped += 1;
          continue;
        }
        count[result.state] += 1;
        if (result.state !== 'skipped' || result.note === undefined) continue;
        skipped.push(`skipped: ${test.fullName}: ${result.note}\n`);
      }
      if (tests === 0 && !module.ok()) count.failed += 1;
    }
    process.stdout.write(
      `\n${skipped.join('')}${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`,
    );
  }
}
