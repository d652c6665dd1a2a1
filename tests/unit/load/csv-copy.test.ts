import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import { copyRecords } from '../../../src/load/csv/csv-copy.ts';
import { readCsvHeader } from '../../../src/load/csv/csv-header.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'crm-run-copy-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function write(text: string) {
  const file = join(directory, 'raw.csv');
  writeFileSync(file, text);
  return { file, header: await readCsvHeader(file, 'raw.csv', ['a', 'b']) };
}

it('a copy has one kind of line end, and neither blank lines nor fields too many', async () => {
  const { file, header } = await write('a,b\r\n1, "x,\ny" ,\n\r\n,\r\n2,z');
  const copy = await copyRecords(file, header, join(directory, 'temp'));
  expect(readFileSync(copy.file, 'utf8')).toBe('a,b\n1,"x,\ny"\n2,z\n');
  await copy.remove();
  expect(readdirSync(join(directory, 'temp'))).toEqual([]);
});

it('a fault of reading the file is not told as one of writing the copy', async () => {
  const { header } = await write('a,b\n');
  const temp = join(directory, 'temp');
  const error: unknown = await copyRecords(directory, header, temp).catch(thrown => thrown);
  expect(error).toMatchObject({ code: 'EISDIR', syscall: 'read' });
  expect(readdirSync(temp)).toEqual([]);
});

it('a directory that cannot be written to is named', async () => {
  const { file, header } = await write('a,b\n');
  const error: unknown = await copyRecords(file, header, file).catch(thrown => thrown);
  expect(error).toBeInstanceOf(CrmError);
  expect(error).toMatchObject({ code: 'file-unwritable' });
  expect(String(error)).toContain(`writing to ${file} failed`);
});
