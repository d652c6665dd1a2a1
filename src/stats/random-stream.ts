/**
 * A stream of numbers from 0 to below 1, the same on every platform for the same seed, a whole
 * number from 0 to 2^32 − 1; RangeError for another. The generator is xoshiro128** 1.1 of
 * D. Blackman and S. Vigna (https://prng.di.unimi.it/xoshiro128starstar.c), its state filled from
 * the seed by the finaliser of MurmurHash3 over a Weyl sequence, as SplitMix does.
 */
export function randomStream(seed: number): () => number {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`the seed is ${seed}; it takes a whole number from 0 to 4294967295`);
  }
  const next = xoshiro128([1, 2, 3, 4].map(place => scatter(seed + place * 0x9e3779b9)));
  return () => next() / 2 ** 32;
}

/** Whole numbers from 0 to 2^32 − 1 from a state of four such numbers, not all of them 0. */
export function xoshiro128(state: readonly number[]): () => number {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function scatter(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
