import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, globProblem } from '../../../src/graph/glob.ts';
import { buildManifest } from '../../../src/graph/manifest.ts';
import { selectNodes } from '../../../src/graph/select-nodes.ts';
import { hostileOutcome, hostileProblems } from '../../support/hostile-outcome.ts';
import { hostileSelector, hostileSelectors } from '../../support/hostile-selectors.ts';
import { model } from '../../support/node-fixtures.ts';

const { manifest } = buildManifest(
  'crm',
  Array.from({ length: 200 }, (_, at) =>
    model(
      `crm/kpi_${'ab'.repeat(20)}_${at}`,
      at === 0 ? {} : { refs: [`kpi_${'ab'.repeat(20)}_${at - 1}`] },
    ),
  ),
  [],
);

function problemsOf(text: string): string[] {
  const outcome = hostileOutcome(() => {
    const { errors, warnings } = selectNodes(manifest, { select: [text], exclude: [] });
    return [...errors, ...warnings].filter(
      ({ code, location }) => code !== 'empty-selection' || location,
    );
  });
  return hostileProblems(text, outcome);
}

describe('hostile selectors', () => {
  test.each(hostileSelectors.map(text => [text.slice(0, 40), text]))(
    '%j selects, or is an error with a place in the text, in less than two seconds',
    (_, text) => {
      expect(problemsOf(text)).toEqual([]);
    },
  );

  test('random ones do so too', () => {
    fc.assert(
      fc.property(hostileSelector, text => {
        expect(problemsOf(text)).toEqual([]);
      }),
    );
  });
});

const patternPart = fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?', '[ab]', '[!a]', '[a-b]');

/** The same pattern as a regular expression. */
function reference(pattern: readonly string[], kind: 'text' | 'path'): RegExp {
  const any = kind === 'path' ? '[^/]' : '[^]';
  const inSet = kind === 'path' ? '(?!/)' : '';
  const source = pattern.map(part => {
    if (part === '*') return `${any}*`;
    if (part === '**') return kind === 'path' ? '[^]*' : `${any}*`;
    if (part === '**/') return kind === 'path' ? '(?:[^]*/)?' : '[^]*/';
    if (part === '?') return any;
    return part.startsWith('[') ? inSet + part.replace('!', '^') : part;
  });
  return new RegExp(`^${source.join('')}$`);
}

test.each(['text', 'path'] as const)('a pattern for a %s matches what it says', kind => {
  const patterns = fc
    .array(patternPart, { maxLength: 6 })
    // next to one another they would be read as other parts
    .filter(
      parts => !parts.some((part, at) => part.startsWith('*') && /^[*/]/.test(parts[at + 1] ?? '')),
    );
  const texts = fc
    .array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 })
    .map(each => each.join(''));
  fc.assert(
    fc.property(patterns, texts, (parts, text) => {
      const pattern = parts.join('');
      expect(compileGlob(pattern, kind)(text)).toBe(reference(parts, kind).test(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a[b', 'a [ without its ]', 1],
  ['a[]', 'a set without a character, []', 1],
  ['[!]', 'a set without a character, [!]', 0],
  ['[a]x[z-a]', 'a set whose range z-a goes backwards', 4],
])('%s is not a pattern', (pattern, reason, offset) => {
  expect(globProblem(pattern)).toEqual({ reason, offset });
});
