import { describe, expect, it } from 'vitest';
import { findWords } from '../words/plain-words.js';

describe('the check of words', () => {
  it.each([
    ['Runs them side by side.', 'side by side'],
    ['the folder of the project', 'folder'],
    ['one step per lane', 'lane'],
    ['the skeleton pass', 'skeleton pass'],
    ['a column that stands twice', 'stands twice'],
    ['the error is told at its place', 'is told'],
    ["'x' is no reference", 'is no reference'],
    ['is nothing that a project can hold', 'is nothing that'],
    ['held against its contract', 'held against'],
    ['doubled columns', 'doubled columns'],
    ['one row a month, one a customer', 'one a customer'],
  ])('refuses a word of "%s"', (text, word) => {
    expect(findWords(`fine\n  ${text}`)).toMatchObject([{ line: 2, word }]);
  });

  it.each([
    'There is no file, and it is no longer read.',
    'where there is no text',
    'The directory is retained; the worker reports an error.',
    'One row per customer, at least once.',
  ])('accepts "%s"', text => {
    expect(findWords(text)).toEqual([]);
  });
});
