import { die } from '../draw/random.ts';
import { placeOf } from './catalogue.ts';

/** Products that are bought together: the first is the main product, the others come with it. */
interface Bundle {
  readonly products: readonly [string, string] | readonly [string, string, string];
  /** Of a hundred orders of the first, those that hold the others too. */
  readonly share: number;
}

export const bundles: readonly Bundle[] = [
  { products: ['C-0250', 'N-0400'], share: 50 },
  { products: ['C-1500', 'A-040'], share: 30 },
  { products: ['G-0500', 'A-010', 'A-020'], share: 30 },
];

/** Products of which one is bought in the order after the other. */
interface Succession {
  readonly first: string;
  readonly next: string;
  /** Of a hundred orders that could hold the second, those that do. */
  readonly share: number;
}

/** Those after a device are in the order that follows it. */
export const successionsOfDevices: readonly Succession[] = [
  { first: 'D-100', next: 'A-040', share: 60 },
  { first: 'D-300', next: 'A-030', share: 60 },
];

/** The main product of an order that is followed by another in every second order. */
export const successionOfPacks: Succession = { first: 'G-0333', next: 'G-0500', share: 70 };

/** Days between the two orders. */
export const successionDays = { least: 14, most: 46 } as const;

/** Bits of an invoice's extras that bundles and successions use. */
export const bundleBits = { first: 7, second: 8, successor: 9 } as const;

const isMain = (id: string) =>
  `main_kind = '${placeOf(id).kind}' and main_place = ${placeOf(id).place}`;

/** SQL of the bits that an order's main product brings with it. */
export const bitsOfBundles = `case
      ${bundles
        .map(
          ({ products, share }) =>
            `when ${isMain(products[0])} and ${die('companion', 100)} < ${share} then ${
              (1 << bundleBits.first) + (products.length > 2 ? 1 << bundleBits.second : 0)
            }`,
        )
        .join('\n      ')}
      else 0
    end`;

/** SQL of the bit that the order before brings, from kind and place of its main product. */
export const bitOfSuccessor = `case
      ${successionsOfDevices
        .map(
          ({ first, share }) =>
            `when follows_soon and device_before = ${placeOf(first).place}
        and ${die('successor', 100)} < ${share} then ${1 << bundleBits.successor}`,
        )
        .join('\n      ')}
      else 0
    end`;

/** SQL of the kind or the place of the product of a line that a bundle or succession brings. */
export function broughtProduct(column: 'kind' | 'place'): string {
  const value = (id: string) =>
    column === 'kind' ? `'${placeOf(id).kind}'` : `${placeOf(id).place}`;
  const whens = [
    ...bundles.flatMap(({ products: [main, ...others] }) =>
      others.map(
        (other, at) =>
          `when bit = ${at === 0 ? bundleBits.first : bundleBits.second} and ${isMain(main)} then ${value(other)}`,
      ),
    ),
    ...successionsOfDevices.map(
      ({ first, next }) =>
        `when bit = ${bundleBits.successor} and device_before = ${placeOf(first).place} then ${value(next)}`,
    ),
  ];
  return whens.join('\n      ');
}
