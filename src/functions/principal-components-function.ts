import { defineFunction } from '../engine/scalar-function.ts';
import { pointSet } from '../stats/clusters/point-set.ts';
import { principalComponents } from '../stats/linear/principal-components.ts';

/**
 * `principal_components(points, dimensions)`: the means of the coordinates and, most variance first,
 * the variance along each component and its loadings, one component after the other.
 */
export const principalComponentsFunction = defineFunction({
  name: 'principal_components',
  parameters: { points: { list: 'double' }, dimensions: 'integer' },
  returns: {
    struct: {
      means: { list: 'double' },
      variances: { list: 'double' },
      loadings: { list: 'double' },
    },
  },
  compute: ({ points, dimensions }) => {
    const { means, components } = principalComponents(pointSet(points, dimensions));
    return {
      means,
      variances: components.map(({ value }) => value),
      loadings: components.flatMap(({ vector }) => vector),
    };
  },
});
