import { draw, type Purpose } from './random.ts';

/** Numbers are in millionths, and whole. */
const unit = 1_000_000n;

/** Places of the table between one half and one. */
const places = 256;

/** Precision of the series, in binary places beyond those of a millionth. */
const extra = 1n << 40n;

/** −ln((256 + place) / 512) in millionths, from the series of the area tangent in whole numbers. */
function logarithm(place: number): number {
  const top = BigInt(places - place) * unit * extra;
  const ratio = top / BigInt(3 * places + place);
  const square = (ratio * ratio) / (unit * extra);
  let term = ratio;
  let sum = 0n;
  for (let odd = 1n; term > 0n; odd += 2n) {
    sum += term / odd;
    term = (term * square) / (unit * extra);
  }
  return Number((2n * sum + extra / 2n) / extra);
}

const logarithms = Array.from({ length: places + 1 }, (_, place) => logarithm(place));

/**
 * Statement that creates the macro `synth_exponential`, which turns a number that was drawn into
 * one of an exponential distribution with mean 1, in millionths, in whole numbers alone: what goes
 * beyond a half-life starts anew, so the low bits count half-lives, as one counts heads before the
 * first tail, and the high bits fall within one.
 */
export const exponentialMacro =
  'create or replace temp macro synth_exponential(x) as ' +
  '(bit_count(xor(x | 65536, (x | 65536) - 1)) - 1)::bigint * ' +
  `${logarithms[0]} + synth_half_life(x >> 24, (x >> 16) & 255)`;

/** Statement that creates what `synth_exponential` leans on: between two places it is a line. */
export const halfLifeMacro =
  'create or replace temp macro synth_half_life(place, way) as ' +
  `([${logarithms.join(', ')}])[1 + place]::bigint - way * ` +
  `([${logarithms
    .slice(0, -1)
    .map((each, at) => each - (logarithms[at + 1] ?? 0))
    .join(', ')}])[1 + place] // 256`;

/**
 * SQL of a number of a gamma distribution in millionths: as many exponential ones added up as its
 * shape is, one for each purpose.
 */
export function gamma(purposes: readonly Purpose[]): string {
  return `(${purposes.map(purpose => `synth_exponential(${draw(purpose)})`).join(' + ')})`;
}
