import { describe, expect, it } from 'vitest';
import { editDistance, nearest, nearestHint } from '../../../src/base/text/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('of %j and %j is %i', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
    expect(editDistance(b, a)).toBe(expected);
  });
});

describe('nearest', () => {
  it.each([
    ['descripton', ['name', 'description'], 'description'],
    ['on_run_start', ['on-run-end', 'on-run-start'], 'on-run-start'],
    ['dataType', ['data_tests', 'data_type'], 'data_type'],
    ['desc', ['name', 'description'], 'description'],
    ['warning', ['error', 'warn'], 'warn'],
    ['sale', ['sales', 'sale'], 'sale'],
    ['xyz', ['name', 'tags'], undefined],
    ['a', ['b'], undefined],
    ['kpi', ['kpix', 'kpis'], 'kpis'],
    ['kpi', ['kpis', 'kpix'], 'kpis'],
    ['tg', ['tag', 'path'], 'tag'],
    ['Kpis', ['kpis', 'm_fields'], 'kpis'],
    ['x', [], undefined],
  ])('of %j among %j is %j', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });
});

describe('nearestHint', () => {
  it('asks for the nearest name', () => {
    expect(nearestHint('tagz', ['tags', 'meta'], 'the keys are')).toBe("did you mean 'tags'?");
  });

  it('lists a short list when nothing is near', () => {
    expect(nearestHint('colour', ['tags', 'meta'], 'the keys are')).toBe('the keys are tags, meta');
  });

  it('says nothing without candidates, without a title or with too many of them', () => {
    expect(nearestHint('colour', [], 'the keys are')).toBeUndefined();
    expect(nearestHint('colour', ['tags'])).toBeUndefined();
    const many = Array.from({ length: 21 }, (_, index) => `name_number_${index}`);
    expect(nearestHint('colour', many, 'the keys are')).toBeUndefined();
  });
});
