import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendThresholds } from '../../src/crm/calibration/append-thresholds.ts';

const header = 'effective_from_month,t_high,t_mid_high,t_mid,a_high,f_high,f_mid';
const row = '2024-01-01,2,1,0.4,3,3,2';
const proposed = {
  effectiveFrom: '2025-01',
  thresholds: {
    t_high: '2.5',
    t_mid_high: '1',
    t_mid: '0.4',
    a_high: '3.25',
    f_high: '3',
    f_mid: '2',
  },
  sumOfDifferences: '2',
  isProvenBest: true,
};
const added = '2025-01-01,2.5,1,0.4,3.25,3,2';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'thresholds-'));
  file = join(directory, 'tier_thresholds.csv');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function append(text: string) {
  writeFileSync(file, text);
  return appendThresholds({ file, originalFilePath: 'seeds/tier_thresholds.csv' }, proposed);
}

describe('appendThresholds', () => {
  it.each([
    ['a final line end', `${header}\n${row}\n`, `${header}\n${row}\n${added}\n`],
    ['no final line end', `${header}\n${row}`, `${header}\n${row}\n${added}`],
    ['line ends of Windows', `${header}\r\n${row}\r\n`, `${header}\r\n${row}\r\n${added}\r\n`],
    ['no version yet', `${header}\n`, `${header}\n${added}\n`],
    [
      'columns in another order',
      'f_mid,effective_from_month,note,t_high,t_mid_high,t_mid,a_high,f_high\n',
      'f_mid,effective_from_month,note,t_high,t_mid_high,t_mid,a_high,f_high\n2,2025-01-01,,2.5,1,0.4,3.25,3\n',
    ],
  ])('keeps a file with %s as it is and adds a row', async (_what, before, after) => {
    await append(before);
    expect(readFileSync(file, 'utf8')).toBe(after);
    expect(readdirSync(directory)).toEqual(['tier_thresholds.csv']);
  });

  it.each([
    ['a version for the month', `${header}\n${row}\n2025-01-01,9,8,7,6,5,4\n`, 'invalid-value', 3],
    ['a quoted one', `${header}\n"2025-01-01",9,8,7,6,5,4\n`, 'invalid-value', 2],
    ['no column for a threshold', 'effective_from_month,t_high\n', 'missing-column', 1],
  ])('refuses a file with %s and leaves it', async (_what, before, code, line) => {
    await expect(append(before)).rejects.toMatchObject({
      code,
      location: { file: 'seeds/tier_thresholds.csv', line },
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('says which file it cannot read', async () => {
    const seed = { file: join(directory, 'none.csv'), originalFilePath: 'none.csv' };
    await expect(appendThresholds(seed, proposed)).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
