import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import { knownErrors } from '../../../src/base/errors/known-errors.ts';
import { toCrmError } from '../../../src/engine/duckdb/database-error.ts';

const io = 'IO Error: ';

describe('what the database says of a fault of the system is reported as such:', () => {
  it.each([
    [
      'Could not read from file "/w.duckdb.lock": Input/output error',
      'system-error',
      /check the disk/,
    ],
    ['Could not write file "/w.duckdb.next": No space left on device', 'disk-full', /make room/],
    ['Could not write file "/w.duckdb.next": Disk quota exceeded', 'disk-full', /make room/],
    ['Could not write file "/w.duckdb.next": File too large', 'system-error', /ulimit -f/],
    ['Cannot open file "/d.csv": Too many open files', 'system-error', /ulimit -n/],
    ['Cannot open file "/d.csv": Too many open files in system', 'system-error', /less is running/],
    ['Could not fsync file "/w": Cannot allocate memory', 'system-error', /less is running/],
    ['Cannot open file "/d.csv": Permission denied', 'file-unreadable', /permissions/],
    ['Could not write file "/w": Read-only file system', 'file-unwritable', /another path/],
    [
      'Checkpoint failed for database "__next". The database has been invalidated. Original error: ' +
        'Could not write file "/w.duckdb.next": Input/output error',
      'system-error',
      /check the disk/,
    ],
  ])('%s', (text, code, hint) => {
    const error = toCrmError(new Error(io + text));
    expect([error.code, hint.test(error.hint ?? '')]).toEqual([code, true]);
    expect(error.message).not.toMatch(/Checkpoint failed|__next|invalidated/);
  });

  it('also where the database gives the first cause as an object, and no number', () => {
    const text = 'Checkpoint failed for database "__next". Original error: fsync failed';
    const told = { exception_type: 'Fatal', exception_message: text };
    const error = toCrmError(new Error(`FATAL Error: ${JSON.stringify(told)}`));
    expect([error.code, error.message]).toEqual(['system-error', 'fsync failed']);
  });

  it('by the number that comes with it, too', () => {
    const told = { exception_type: 'IO', exception_message: 'write failed', errno: '5' };
    expect(toCrmError(new Error(`${io}${JSON.stringify(told)}`)).code).toBe('system-error');
  });
});

describe('an error of the system that nobody named on the way', () => {
  it.each([
    [
      { code: 'EIO', syscall: 'read' },
      'system-error',
      'reading a file failed: the device reported an I/O error',
    ],
    [
      { code: 'EMFILE', syscall: 'open', path: '/a.csv' },
      'system-error',
      'reading /a.csv failed: this process has too many files open',
    ],
    [
      { code: 'ENOSPC', syscall: 'write', path: '/b' },
      'disk-full',
      'no space left while writing /b',
    ],
    [
      { code: 'Unknown system error -122', errno: -122, syscall: 'open', path: '/c' },
      'disk-full',
      'the disk quota is used up while reading /c',
    ],
  ])('%j is not a bug', (details, code, message) => {
    const [error] = knownErrors(Object.assign(new Error('x'), details));
    expect([error?.code, error?.message]).toEqual([code, message]);
  });

  it('names the file that it struck', () => {
    let thrown: unknown;
    try {
      readFileSync('/nowhere/at/all');
    } catch (error) {
      thrown = error;
    }
    expect(knownErrors(thrown).map(({ message }) => message)).toEqual([
      'reading /nowhere/at/all failed: it does not exist',
    ]);
  });
});

it('a text that is too long for the process is reported as memory, and a bug stays a bug', () => {
  expect(knownErrors(new RangeError('Invalid string length'))[0]?.code).toBe('out-of-memory');
  const bug = new TypeError('undefined is not a function');
  expect(() => knownErrors(bug)).toThrow(bug);
  expect(knownErrors(new CrmError('usage', { reason: 'no' }))).toHaveLength(1);
});
