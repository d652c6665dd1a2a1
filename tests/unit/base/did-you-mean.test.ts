import { expect, test } from 'vitest';
import { didYouMean, nearestName } from '../../../src/base/did-you-mean.ts';

test.each([
  ['m_feilds', ['m_fields', 'kpis'], 'm_fields'],
  ['Kpis', ['kpis', 'm_fields'], 'kpis'],
  ['kpi', ['kpis', 'kpix'], 'kpis'],
  ['tg', ['tag', 'path'], 'tag'],
  ['customers', ['orders', 'products'], undefined],
  ['x', [], undefined],
  ['same', ['same'], undefined],
])('the name nearest to %s among %j is %s', (name, candidates, nearest) => {
  expect(nearestName(name, candidates)).toBe(nearest);
});

test('the hint is a question, and there is none when nothing is near', () => {
  expect(didYouMean('m_feilds', ['m_fields'])).toBe('did you mean "m_fields"?');
  expect(didYouMean('zebra', ['m_fields'])).toBeUndefined();
});
