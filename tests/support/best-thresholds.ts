/** A customer as thresholds see it: units in millionths and orders of six months. */
export interface Buyer {
  readonly microUnits: number;
  readonly orders: number;
}

/** Customers of Diamond, Platinum, Gold and Silver in hundredths of all. */
export type Targets = readonly [number, number, number, number];

/** Sum of differences in hundredths of a customer, f_mid, f_high, then amounts in millionths. */
export type Best = readonly [
  difference: number,
  f_mid: number,
  f_high: number,
  t_high: number,
  t_mid_high: number,
  t_mid: number,
  a_high: number,
];

/** Decision 15 by trying every ordered combination; undefined where there is none. */
export function bestThresholds(buyers: readonly Buyer[], targets: Targets): Best | undefined {
  const distinct = (values: number[]) =>
    [...new Set(values)].filter(value => value > 0).sort((one, other) => one - other);
  const amounts = distinct(buyers.map(({ microUnits }) => Math.floor(microUnits / 6)));
  const sizes = distinct(buyers.map(({ microUnits, orders }) => Math.floor(microUnits / orders)));
  let best: Best | undefined;
  for (let fMid = 2; fMid <= 6; fMid += 1) {
    for (let fHigh = fMid; fHigh <= 6; fHigh += 1) {
      for (const tHigh of amounts) {
        for (const tMidHigh of amounts.filter(amount => amount <= tHigh)) {
          for (const tMid of amounts.filter(amount => amount <= tMidHigh)) {
            for (const aHigh of sizes) {
              const tried = [fMid, fHigh, tHigh, tMidHigh, tMid, aHigh] as const;
              const difference = sumOfDifferences(buyers, targets, tried);
              // Tried in the order in which equals are distinguished, so the first one stays.
              if (best === undefined || difference < best[0]) best = [difference, ...tried];
            }
          }
        }
      }
    }
  }
  return best;
}

function sumOfDifferences(
  buyers: readonly Buyer[],
  targets: Targets,
  thresholds: readonly [number, number, number, number, number, number],
): number {
  const [fMid, fHigh, tHigh, tMidHigh, tMid, aHigh] = thresholds;
  const found = [0, 0, 0, 0, 0];
  for (const { microUnits, orders } of buyers) {
    const isHigh = microUnits >= 6 * tHigh;
    let tier = 4;
    if (isHigh && microUnits >= orders * aHigh && orders >= fHigh) tier = 0;
    else if (isHigh && orders >= fMid) tier = 1;
    else if (microUnits >= 6 * tMidHigh) tier = 2;
    else if (microUnits >= 6 * tMid) tier = 3;
    found[tier] = (found[tier] ?? 0) + 1;
  }
  const bronze = 100 - targets.reduce((sum, target) => sum + target, 0);
  return [...targets, bronze].reduce(
    (sum, target, tier) => sum + Math.abs(100 * (found[tier] ?? 0) - target * buyers.length),
    0,
  );
}
