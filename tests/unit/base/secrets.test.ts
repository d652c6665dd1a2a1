import { afterEach, describe, expect, test } from 'vitest';
import { keepSecrets, scrub } from '../../../src/base/text/secrets.ts';

afterEach(() => keepSecrets({}));

describe('secrets', () => {
  test.each([
    ['as they are', "hunter's", "at hunter's end", 'at ***** end'],
    ['as SQL quotes them', "hunter's", "'/x/hunter''s'", "'/x/*****'"],
    ['as SQL quotes names', 'a"bcd', '"a""bcd"', '"*****"'],
    ['as JSON escapes them', 'a"b\\c', '{"x":"a\\"b\\\\c"}', '{"x":"*****"}'],
    ['every time they are there', 'abcd', 'abcdabcd abcd', '********** *****'],
    ['without the blanks around them', ' abcd\n', 'x abcd y', 'x ***** y'],
    ['line by line', 'first line\nsecond line\n', 'a second line', 'a *****'],
    ['with signs of regular expressions', 'a.*b', 'axxb a.*b $&', 'axxb ***** $&'],
    ['not where they are too short to be one', 'abc', 'abc', 'abc'],
    ['not where they are blank', '     ', 'a     b', 'a     b'],
  ])('are taken out %s', (_, secret, text, scrubbed) => {
    keepSecrets({ DBT_ENV_SECRET_X: secret, OTHER: 'end' });
    expect(scrub(text)).toBe(scrubbed);
  });

  test('one inside of another does not leave the rest of it', () => {
    keepSecrets({ DBT_ENV_SECRET_A: 'pass', DBT_ENV_SECRET_B: 'password' });
    expect(scrub('password pass')).toBe('***** *****');
  });
});
