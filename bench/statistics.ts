/** The middle of the values; of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no values');
  return (upper + lower) / 2;
}

/** Runs two measurements in turn, so that a drift of the machine meets both, and gives the medians. */
export async function inTurn(
  runs: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number; ratio: number }> {
  const pairs: { a: number; b: number }[] = [];
  for (let run = 0; run < runs; run += 1) pairs.push({ a: await a(), b: await b() });
  return {
    a: median(pairs.map(pair => pair.a)),
    b: median(pairs.map(pair => pair.b)),
    ratio: median(pairs.map(pair => pair.a / pair.b)),
  };
}
