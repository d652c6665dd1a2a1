import { describe, expect, it } from 'vitest';
import { isShownOutput, shownCommands } from '../../support/console-session.ts';

describe('a console block', () => {
  it('is a list of commands, each with the output below it', () => {
    expect(shownCommands('$ a\nout\n\nof a\n$ b')).toEqual([
      { command: 'a', output: 'out\n\nof a' },
      { command: 'b', output: '' },
    ]);
  });

  it.each([
    ['a double quote is open', '$ show "select 1,\n  \'2" -l 1', '1\n2'],
    ['a single quote is open', '$ show \'select "1",\n  2\'', '1'],
    ['the line ends in a backslash', '$ show \\\n  x', '1'],
  ])('has a command of two lines where %s', (_, command, output) => {
    expect(shownCommands(`${command}\n${output}`)).toEqual([{ command: command.slice(2), output }]);
  });

  it('that starts with anything but a command is an error', () => {
    expect(() => shownCommands('Done')).toThrow('a console block starts with a command');
  });
});

describe('the output that a page shows is compared with the output of the command', () => {
  it.each([
    ['the same text', 'a\nb', 'a\nb\n', true],
    ['other text', 'a\nb', 'a\nc\n', false],
    ['a line too few', 'a', 'a\nb\n', false],
    ['a line too many', 'a\nb', 'a\n', false],
    ['another duration', 'Done in 1.2 s: 3 tests', 'Done in 34 ms: 3 tests', true],
    ['another size', 'Published a.duckdb (1.8 MB).', 'Published a.duckdb (48.0 MB).', true],
    ['another count', 'Done in 1.2 s: 3 tests', 'Done in 1.2 s: 4 tests', false],
    ['left out lines in the middle', 'a\n…\nd', 'a\nb\nc\nd\n', true],
    ['left out lines, and another last one', 'a\n…\nd', 'a\nb\nc\n', false],
    ['characters of regular expressions', 'a(b)?', 'ab', false],
  ])('and %s is judged', (_, shown, printed, same) => {
    expect(isShownOutput(shown, printed)).toBe(same);
  });
});
