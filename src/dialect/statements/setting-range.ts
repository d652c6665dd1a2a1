/** More threads than any machine has would only exhaust it. */
const mostThreads = 1024;
const threadSettings: ReadonlySet<string> = new Set(['threads', 'worker_threads']);

const memorySettings: ReadonlySet<string> = new Set(['memory_limit', 'max_memory']);

/**
 * What is wrong with the value of a setting of DuckDB that would exhaust the machine: more threads
 * than there are, or a negative size, which is not a limit at all.
 */
export function settingProblem(name: string, value: string | number | boolean): string | undefined {
  if (memorySettings.has(name.toLowerCase()) && String(value).trim().startsWith('-')) {
    return `has to be a size such as 8GB, not ${value}`;
  }
  if (!threadSettings.has(name.toLowerCase())) return undefined;
  const threads = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  if (Number.isInteger(threads) && threads >= 1 && threads <= mostThreads) return undefined;
  return `has to be a whole number from 1 to ${mostThreads}, not ${value}`;
}
