import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The four measures of Fisher's 150 irises, one flower after the other, as Fisher printed them in
 * 1936 (the widely copied file of UCI has two of them wrong).
 */
export function irisMeasures(): readonly number[] {
  const path = join(import.meta.dirname, '../fixtures/iris.csv');
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.flatMap(line => line.split(',').slice(0, 4).map(Number));
}
