import { defineFunction } from '../engine/scalar-function.ts';
import { probabilityOfOrders } from '../stats/lifetime/bg-nbd-probability.ts';

/**
 * `bg_nbd_probability_of_orders(r, alpha, a, b, orders, time)`: the probability of exactly so many
 * repeat purchases within a time from the first one, by a BG/NBD model.
 */
export const bgNbdProbabilityOfOrdersFunction = defineFunction({
  name: 'bg_nbd_probability_of_orders',
  parameters: {
    r: 'double',
    alpha: 'double',
    a: 'double',
    b: 'double',
    orders: 'integer',
    time: 'double',
  },
  returns: 'double',
  compute: ({ r, alpha, a, b, orders, time }) =>
    probabilityOfOrders({ r, alpha, a, b }, orders, time),
});
