/** Points of equal dimension, one after the other: coordinate j of point i is at i × d + j. */
export interface PointSet {
  readonly values: Float64Array;
  readonly dimensions: number;
  readonly count: number;
}

/**
 * Points from a flat list of their coordinates. Throws RangeError where the list does not divide
 * into points, or a coordinate is not a finite number.
 */
export function pointSet(values: readonly number[], dimensions: number): PointSet {
  if (!(Number.isInteger(dimensions) && dimensions > 0)) {
    throw new RangeError(`the dimensions are ${dimensions}; it takes a whole number above 0`);
  }
  if (values.length % dimensions !== 0) {
    throw new RangeError(`${values.length} coordinates are not points of ${dimensions} dimensions`);
  }
  const at = values.findIndex(value => !Number.isFinite(value));
  if (at >= 0) throw new RangeError(`coordinate ${at + 1} is ${values[at]}, and no finite number`);
  return { values: Float64Array.from(values), dimensions, count: values.length / dimensions };
}

/** The square of the distance between point i of the one set and point j of the other. */
export function squaredDistance(one: PointSet, i: number, other: PointSet, j: number): number {
  const { dimensions, values } = one;
  return squaredDifference(values, i * dimensions, other.values, j * dimensions, dimensions);
}

/** The same from plain coordinates and the places where the points begin, for the inner loops. */
export function squaredDifference(
  one: Float64Array,
  i: number,
  other: Float64Array,
  j: number,
  dimensions: number,
): number {
  let sum = 0;
  for (let n = 0; n < dimensions; n += 1) {
    const difference = (one[i + n] as number) - (other[j + n] as number);
    sum += difference * difference;
  }
  return sum;
}
