import type { ScalarFunction } from '../engine/scalar-function.ts';
import { bgNbdFitFunction } from './bg-nbd-fit-function.ts';
import { bgNbdOrdersIfAliveFunction } from './bg-nbd-orders-if-alive-function.ts';
import { bgNbdProbabilityOfOrdersFunction } from './bg-nbd-probability-of-orders-function.ts';
import { chiSquareTailFunction } from './chi-square-tail-function.ts';
import { gammaGammaFitFunction } from './gamma-gamma-fit-function.ts';
import { kMeansFunction } from './k-means-function.ts';
import { logisticFitFunction } from './logistic-fit-function.ts';
import { markovRemovalFunction } from './markov-removal-function.ts';
import { poissonTailFunction } from './poisson-tail-function.ts';
import { principalComponentsFunction } from './principal-components-function.ts';
import { sentimentCompoundFunction } from './sentiment-compound-function.ts';
import { silhouettesFunction } from './silhouettes-function.ts';

/** What SQL can call next to DuckDB's own functions, by subject. */
export const sqlFunctions: readonly ScalarFunction[] = [
  chiSquareTailFunction,
  kMeansFunction,
  logisticFitFunction,
  poissonTailFunction,
  principalComponentsFunction,
  sentimentCompoundFunction,
  silhouettesFunction,
  markovRemovalFunction,
  bgNbdFitFunction,
  bgNbdOrdersIfAliveFunction,
  bgNbdProbabilityOfOrdersFunction,
  gammaGammaFitFunction,
];
