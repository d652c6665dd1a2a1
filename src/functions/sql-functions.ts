import type { ScalarFunction } from '../engine/scalar-function.ts';
import { chiSquareTailFunction } from './chi-square-tail-function.ts';
import { logisticFitFunction } from './logistic-fit-function.ts';

/** What SQL can call beside DuckDB's own functions, by subject. */
export const sqlFunctions: readonly ScalarFunction[] = [chiSquareTailFunction, logisticFitFunction];
