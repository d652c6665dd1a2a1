/** An eigenvalue of a symmetric matrix with its eigenvector, of length 1. */
export interface EigenPair {
  readonly value: number;
  readonly vector: readonly number[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, given by its rows, the largest value first. The
 * sign of a vector is free; here its largest coordinate by size, the first of equals, is positive.
 *
 * Jacobi's method, row by row: G. Golub and C. Van Loan, Matrix Computations, section 8.5. It is slow
 * for matrices of hundreds of rows and exact for those of tens.
 */
export function symmetricEigen(rows: readonly (readonly number[])[]): readonly EigenPair[] {
  const size = rows.length;
  const a = rows.map(row => [...row]);
  const vectors = rows.map((_, i) => rows.map((__, j) => (i === j ? 1 : 0)));
  const scale = Math.sqrt(a.flat().reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < 100; sweep += 1) {
    let off = 0;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) off += at(a, p, q) ** 2;
    }
    if (Math.sqrt(off) <= 1e-15 * scale) break;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(a, vectors, p, q);
    }
  }
  return rows
    .map((_, i): EigenPair => ({ value: at(a, i, i), vector: signed(vectors.map(v => v[i] ?? 0)) }))
    .sort((one, other) => other.value - one.value);
}

function at(matrix: readonly (readonly number[])[], i: number, j: number): number {
  return matrix[i]?.[j] ?? 0;
}

/** Turns rows and columns p and q so that their common element becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const element = at(a, p, q);
  if (element === 0) return;
  const theta = (at(a, q, q) - at(a, p, p)) / (2 * element);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  const turn = (row: number[] | undefined) => {
    if (row === undefined) return;
    const [x, y] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = cos * x - sin * y;
    row[q] = sin * x + cos * y;
  };
  a.forEach(turn);
  const [rowP, rowQ] = [a[p] ?? [], a[q] ?? []];
  for (let n = 0; n < a.length; n += 1) {
    const [x, y] = [rowP[n] ?? 0, rowQ[n] ?? 0];
    rowP[n] = cos * x - sin * y;
    rowQ[n] = sin * x + cos * y;
  }
  vectors.forEach(turn);
}

function signed(vector: readonly number[]): readonly number[] {
  const largest = vector.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) + 1e-12 ? value : most),
    0,
  );
  return largest < 0 ? vector.map(value => -value) : vector;
}
