import { quoteLiteral } from '../../../dialect/names/relation.ts';

/** What the synthetic retailer sells: espresso machines and the coffee that goes through them. */
interface Product {
  readonly id: string;
  /** As the master spells it; some spellings are untidy on purpose. */
  readonly category: string;
  readonly kind: ProductKind;
  /** Kilograms in a pack; only consumables have it. */
  readonly unitSize: string | null;
  readonly name: string;
  readonly group: string;
  readonly priceCents: number;
}

/** What an invoice line asks the catalogue for. */
export type ProductKind = 'device' | 'pack' | 'loose' | 'sample' | 'accessory' | 'part' | 'unsold';

function product(
  kind: ProductKind,
  id: string,
  category: string,
  unitSize: string | null,
  name: string,
  group: string,
  priceCents: number,
): Product {
  return { kind, id, category, unitSize, name, group, priceCents };
}

/** Rows in the order of their kind; `loose` is sold by weight, `unsold` has not been launched. */
const products: readonly Product[] = [
  product('device', 'D-100', 'device', null, 'Espresso machine, one group', 'Machines', 49_900),
  product('device', 'D-200', 'Device', null, 'Espresso machine, two groups', 'Machines', 89_900),
  product('device', 'D-210', 'device ', null, 'Filter machine', 'Machines', 19_900),
  product('device', 'D-300', 'device', null, 'Bean-to-cup machine', 'Machines', 129_900),
  product('pack', 'C-0400', 'consumable', '0.4', 'House blend, 400 g', 'Beans', 1_090),
  product('pack', 'C-0250', 'consumable', '0.25', 'Single origin, 250 g', 'Beans', 990),
  product('pack', 'C-0500', 'Consumable', '0.5', 'House blend, 500 g', 'Beans', 1_290),
  product('pack', 'C-0750', 'consumable', '0.75', 'Dark roast, 750 g', 'Beans', 1_890),
  product('pack', 'C-1000', 'consumable', '1', 'House blend, 1 kg', 'Beans', 2_390),
  product('pack', 'C-1500', 'CONSUMABLE', '1.5', 'Dark roast, 1.5 kg', 'Beans', 3_390),
  product('pack', 'C-2500', 'consumable', '2.5', 'Catering blend, 2.5 kg', 'Catering', 4_990),
  product('pack', 'G-0250', 'consumable', '0.25', 'Ground, 250 g', 'Ground', 790),
  product('pack', 'G-0333', 'consumable ', '0.333', 'Ground, tin of 333 g', 'Ground', 1_090),
  product('pack', 'G-0500', 'consumable', '0.5', 'Ground, 500 g', 'Ground', 1_390),
  product('pack', 'N-0400', 'consumable', '0.4', 'Decaffeinated, 400 g', 'Decaf', 1_190),
  product('loose', 'C-0001', 'consumable', '1', 'Beans by weight, per kg', 'Beans', 2_190),
  product('sample', 'S-0000', 'consumable', '0', 'Taster, free sample', 'Beans', 0),
  product('unsold', 'C-9000', 'consumable', null, 'Harvest edition, not launched', 'Beans', 2_990),
  product('accessory', 'A-010', 'accessories', null, 'Cups, set of six', 'Tableware', 2_490),
  product('accessory', 'A-020', 'Accessories', null, 'Milk jug', 'Tools', 1_490),
  product('accessory', 'A-030', 'accessories', null, 'Tamper', 'Tools', 1_990),
  product('accessory', 'A-040', 'accessories', null, 'Descaling kit', 'Care', 1_290),
  product('accessory', 'A-050', 'accessories', null, 'Burr grinder', 'Tools', 7_990),
  product('part', 'P-010', 'spare_parts', null, 'Group seal', 'Seals', 690),
  product('part', 'P-020', 'spare_parts', null, 'Water tank', 'Tanks', 2_490),
  product('part', 'P-030', 'Spare_Parts', null, 'Drip tray', 'Trays', 1_490),
  product('part', 'P-040', 'spare_parts', null, 'Brew group', 'Groups', 5_990),
];

/** How many products of a kind there are; lines draw a place from 0 to one less. */
export function productsOfKind(kind: ProductKind): number {
  return products.filter(row => row.kind === kind).length;
}

/** Kind of a product by its id, and its place among its kind. */
export function placeOf(id: string): { readonly kind: ProductKind; readonly place: number } {
  const found = products.find(row => row.id === id);
  if (found === undefined) throw new Error(`no product ${id}`);
  const place = products.filter(row => row.kind === found.kind).indexOf(found);
  return { kind: found.kind, place };
}

/** Products of a kind from the cheapest to the dearest, with their places. */
export function byPrice(
  kind: ProductKind,
): readonly { readonly place: number; readonly priceCents: number }[] {
  return products
    .filter(row => row.kind === kind)
    .map(({ priceCents }, place) => ({ place, priceCents }))
    .sort((a, b) => a.priceCents - b.priceCents);
}

function literal(text: string | null): string {
  return text === null ? 'null' : quoteLiteral(text);
}

/** Creates `synth_product`: the master's columns, and kind, place and price for the lines. */
export function createProducts(): string {
  const places = new Map<ProductKind, number>();
  const rows = products.map(row => {
    const place = places.get(row.kind) ?? 0;
    places.set(row.kind, place + 1);
    const texts = [row.id, row.category, row.name, row.group, row.kind].map(literal);
    return `(${texts.join(', ')}, ${literal(row.unitSize)}::decimal(18, 3), ${place}, ${row.priceCents})`;
  });
  return `
create or replace temp table synth_product as
select * from (values
  ${rows.join(',\n  ')}
) as product (
  product_id, category, product_name, product_group, kind, unit_size, place, price_cents
)`;
}

/** Products that are still bought, but not sold for much longer. */
const discontinued = ['D-210', 'G-0333', 'P-040'];

/** Pieces in stock of the products that there are too many or too few of; of the others, 250. */
const stock: readonly (readonly [string, number])[] = [
  ['A-030', 1800],
  ['C-0750', 3],
  ['C-9000', 0],
  ['N-0400', 4200],
  ['P-020', 0],
];

/** The columns of the products file. */
export const selectProducts = `
select
  product_id, category, unit_size, product_name, product_group,
  product_id in (${discontinued.map(quoteLiteral).join(', ')}) as discontinued,
  (
    case product_id
      ${stock.map(([id, pieces]) => `when ${quoteLiteral(id)} then ${pieces}`).join('\n      ')}
      else 250
    end
  )::integer as stock_units
from synth_product
order by product_id`;
