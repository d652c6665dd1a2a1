import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ErrorCode, errorCodes } from '../../src/base/errors/error-codes.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && path !== join('base', 'error-codes.ts'))
  .map(path => readFileSync(join('src', path), 'utf8'))
  .join('\n');

describe('error codes', () => {
  test('docs/errors.md lists every code with what it stands for, in the order of the table', () => {
    const rows = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm);
    const documented = [...rows].map(([, code, meaning]) => [code, meaning]);
    expect(documented).toEqual(Object.entries(errorCodes));
  });

  test.each(Object.keys(errorCodes) as ErrorCode[])('%s is in use', code => {
    expect(sources).toContain(`'${code}'`);
  });
});
