/** More threads than any machine has would only exhaust it. */
const mostThreads = 1024;
const threadSettings: ReadonlySet<string> = new Set(['threads', 'worker_threads']);

/** What is wrong with the value of a setting of DuckDB that would exhaust the machine. */
export function settingProblem(name: string, value: string | number | boolean): string | undefined {
  if (!threadSettings.has(name.toLowerCase())) return undefined;
  const threads = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  if (Number.isInteger(threads) && threads >= 1 && threads <= mostThreads) return undefined;
  return `has to be a whole number from 1 to ${mostThreads}, not ${value}`;
}
