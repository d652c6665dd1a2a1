/** Parameters of a BG/NBD model, alpha in days. */
export interface PlantedBgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** As many entries in each list as customers; times in days. */
export interface SimulatedCustomers {
  readonly frequencies: number[];
  readonly recencies: number[];
  readonly ages: number[];
  readonly counts: number[];
}

/** Customers of a BG/NBD model, observed for up to `mostAge` days each, times in whole days. */
export function simulateBgNbd(
  { r, alpha, a, b }: PlantedBgNbd,
  customers: number,
  mostAge: number,
  seed: number,
): SimulatedCustomers {
  const uniform = generator(seed);
  const frequencies: number[] = [];
  const recencies: number[] = [];
  const ages: number[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    const age = mostAge - Math.floor(uniform() * (mostAge / 2));
    const rate = gamma(r, uniform) / alpha;
    const one = gamma(a, uniform);
    const leaving = one / (one + gamma(b, uniform));
    const days = new Set<number>();
    for (let now = 0; ; ) {
      now += -Math.log(1 - uniform()) / rate;
      if (!(now < age)) break;
      days.add(Math.max(1, Math.ceil(now)));
      if (uniform() < leaving) break;
    }
    frequencies.push(days.size);
    recencies.push(days.size === 0 ? 0 : Math.max(...days));
    ages.push(age);
  }
  return { frequencies, recencies, ages, counts: frequencies.map(() => 1) };
}

/** Numbers from 0 below 1 of which each bit looks random: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A gamma variate of rate 1: G. Marsaglia and W. W. Tsang (2000), ACM TOMS 26, 363–372. */
function gamma(shape: number, uniform: () => number): number {
  if (shape < 1) return gamma(shape + 1, uniform) * (1 - uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
