import { defineFunction } from '../engine/scalar-function.ts';
import { ordersIfAlive } from '../stats/lifetime/bg-nbd-orders.ts';

/**
 * `bg_nbd_orders_if_alive(r, alpha, a, b, frequency, age, times)`: the purchases that a BG/NBD model
 * expects within each of the times from now, of a customer who still is one. Times P(alive), those
 * that it expects; with frequency and age 0, those of a new customer.
 */
export const bgNbdOrdersIfAliveFunction = defineFunction({
  name: 'bg_nbd_orders_if_alive',
  parameters: {
    r: 'double',
    alpha: 'double',
    a: 'double',
    b: 'double',
    frequency: 'double',
    age: 'double',
    times: { list: 'double' },
  },
  returns: { list: 'double' },
  compute: ({ r, alpha, a, b, frequency, age, times }) =>
    times.map(time => ordersIfAlive({ r, alpha, a, b }, frequency, age, time)),
});
