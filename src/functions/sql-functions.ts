import type { ScalarFunction } from '../engine/scalar-function.ts';
import { chiSquareTail } from '../stats/chi-square-tail.ts';

/** What SQL can call beside DuckDB's own functions. */
export const sqlFunctions: readonly ScalarFunction[] = [
  {
    name: 'chi_square_tail',
    parameters: ['statistic', 'degrees'],
    compute: (statistic, degrees) => chiSquareTail(Number(statistic), Number(degrees)),
  },
];
