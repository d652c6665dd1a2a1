/**
 * Cholesky's factor of a symmetric positive definite matrix, in place: the lower triangle of
 * `matrix` (size × size, row by row) becomes L with L Lᵀ = matrix; what lies above the diagonal is
 * not touched. Gives false, with the factor unfinished, where a pivot is not above `leastPivot`:
 * the matrix is then singular as far as that number tells.
 * G. Golub and C. Van Loan, Matrix Computations, algorithm 4.2.1.
 */
export function factorCholesky(matrix: Float64Array, size: number, leastPivot: number): boolean {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        rest -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0);
      }
      if (column < row) {
        matrix[row * size + column] = rest / (matrix[column * size + column] ?? 0);
      } else if (rest > leastPivot) {
        matrix[row * size + row] = Math.sqrt(rest);
      } else {
        return false;
      }
    }
  }
  return true;
}

/** Solves L Lᵀ x = b for a factor of `factorCholesky`; gives x, and leaves b as it is. */
export function solveCholesky(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row += 1) {
    let rest = x[row] ?? 0;
    for (let k = 0; k < row; k += 1) rest -= (factor[row * size + k] ?? 0) * (x[k] ?? 0);
    x[row] = rest / (factor[row * size + row] ?? 0);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = x[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) rest -= (factor[k * size + row] ?? 0) * (x[k] ?? 0);
    x[row] = rest / (factor[row * size + row] ?? 0);
  }
  return x;
}

/** The quadratic form vᵀ A⁻¹ v of a factor of A: the variance of v'b where A⁻¹ is that of b. */
export function inverseForm(factor: Float64Array, size: number, v: Float64Array): number {
  const solved = solveCholesky(factor, size, v);
  let sum = 0;
  for (let k = 0; k < size; k += 1) sum += (v[k] ?? 0) * (solved[k] ?? 0);
  return sum;
}
