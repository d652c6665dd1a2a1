import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileOutcome, hostileProblems } from '../../support/hostile-outcome.ts';
import { hostileTemplate, hostileTemplates } from '../../support/hostile-templates.ts';
import { renderText } from './render-text.ts';

function problemsOf(text: string): string[] {
  return hostileProblems(
    text,
    hostileOutcome(() => void renderText(text)),
  );
}

describe('hostile templates', () => {
  test('each gives text or an error with a place in the template, in less than two seconds', () => {
    const problems = hostileTemplates.flatMap(text =>
      problemsOf(text).map(problem => `${text.slice(0, 200)}: ${problem}`),
    );
    expect(problems).toEqual([]);
    expect(hostileTemplates.length).toBeGreaterThan(1000);
  });

  test('random ones do so too', () => {
    fc.assert(
      fc.property(hostileTemplate, text => {
        expect(problemsOf(text)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
