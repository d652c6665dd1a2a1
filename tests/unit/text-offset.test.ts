import { expect, test } from 'vitest';
import { utf16OffsetOfByte, utf16OffsetOfCodePoint } from '../../src/engine/duckdb/text-offset.ts';

test.each([
  ['abc', 2, 2],
  ['éb', 2, 1],
  ['€b', 3, 1],
  ['😀b', 4, 2],
  ['€b', 1, 0],
  ['ab', 9, 2],
])('byte %2$i of %1$s is a UTF-16 offset', (text, bytes, offset) => {
  expect(utf16OffsetOfByte(text, bytes)).toBe(offset);
});

test.each([
  ['abc', 2, 2],
  ['é€b', 2, 2],
  ['😀b', 1, 2],
  ['ab', 9, 2],
])('code point %2$i of %1$s is a UTF-16 offset', (text, points, offset) => {
  expect(utf16OffsetOfCodePoint(text, points)).toBe(offset);
});
