import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVars } from '../../../src/cli/arguments/parse-vars.ts';
import { hostileOutcome, hostileProblems } from '../../support/hostile-outcome.ts';
import { hostileYaml, spoiledYaml } from '../../support/hostile-yaml.ts';

function problemsOf(text: string): string[] {
  const outcome = hostileOutcome(() => {
    const { values } = parseVars(text);
    JSON.stringify(values);
    return undefined;
  });
  return hostileProblems(text, outcome).map(
    problem => `${JSON.stringify(text.slice(0, 100))}: ${problem}`,
  );
}

describe('--vars', () => {
  test('of any text are a map of vars, or errors with places in the text', () => {
    const short = hostileYaml.filter(({ length }) => length < 5000);
    expect(short.flatMap(problemsOf)).toEqual([]);
  });

  test('of random text are too', () => {
    fc.assert(
      fc.property(fc.oneof(spoiledYaml, fc.json(), fc.string()), text => {
        expect(problemsOf(text)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('may have any name, also those of JavaScript itself', () => {
    const { values } = parseVars('{__proto__: {polluted: 1}, constructor: 2}');
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
