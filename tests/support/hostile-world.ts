/** Raw files of a small world, by name without ending, as CSV. */
export type WorldFiles = Readonly<Record<string, string>>;

/** A small set of valid raw data of a shape that real shops have and samples do not. */
export interface World {
  readonly shape: string;
  readonly files: WorldFiles;
  /** Data tests that are right to fail in it. */
  readonly mayFail: readonly string[];
}

interface Purchase {
  readonly customer: string;
  readonly product: string;
  readonly day: string;
  readonly quantity: string;
  readonly amount: string;
}

/** What makes up a world; each shape changes some of it. */
interface Plan {
  readonly customers: number;
  readonly days: readonly string[];
  /** Purchases a customer makes, at least and at most. */
  readonly orders: readonly [least: number, most: number];
  readonly unitSizes: readonly string[];
  readonly quantities: readonly string[];
  readonly amounts: readonly string[];
  readonly categories: readonly string[];
  readonly type: string;
  readonly returnsAll: boolean;
  readonly isAlike: boolean;
}

const usual: Plan = {
  customers: 12,
  days: everyDay(2023, 1, 30),
  orders: [0, 9],
  unitSizes: ['1', '0.4', '12', '0.001', '0'],
  quantities: ['1', '2', '0.5', '-1'],
  amounts: ['9.99', '0.01', '120.00', '-9.99', ''],
  categories: ['consumable', 'device', 'accessories', 'spare_parts'],
  type: 'Registered',
  returnsAll: false,
  isAlike: false,
};

/** Where no month is complete there is nothing to report, and a test says so. */
const mayFail = ['report_months_are_not_empty'];

const shapes: Readonly<Record<string, Partial<Plan>>> = {
  'mixed bag': {},
  'one customer': { customers: 1, orders: [3, 12] },
  'one purchase in all': { customers: 1, orders: [1, 1], categories: ['consumable'] },
  'one month': { days: everyDay(2024, 2, 1) },
  'no repeat buyer': { customers: 40, orders: [1, 1] },
  'everybody comes back': { customers: 20, orders: [6, 14] },
  'all alike': { customers: 15, isAlike: true, orders: [5, 5], quantities: ['2'] },
  'all return what they bought': { returnsAll: true, quantities: ['1', '3'] },
  'walk-ins only': { type: 'Walk-in' },
  'nobody ever bought': { orders: [0, 0] },
  'one product': { categories: ['consumable'], unitSizes: ['1'] },
  'devices alone': { categories: ['device'], unitSizes: [''] },
  'free samples alone': { categories: ['consumable'], unitSizes: ['0'] },
  'huge units': {
    unitSizes: ['5000', '99999'],
    quantities: ['200', '9999.999'],
    categories: ['consumable'],
    amounts: ['99999999.99'],
  },
  'tiny units': { unitSizes: ['0.001'], quantities: ['0.001', '0.002'], amounts: ['0.01', '0.00'] },
  'huge money': { amounts: ['9999999999.99', '0.01'], customers: 30 },
  'no amounts': { amounts: [''] },
  'days at month ends': { days: monthEnds(2023, 30), orders: [2, 10] },
  'long silences': { days: ['2019-02-28', '2020-02-29', '2022-12-31', '2024-06-30'] },
  'one day': { days: ['2024-03-31'] },
  'a customer a month': { customers: 25, days: monthEnds(2022, 25), orders: [1, 2] },
};

/** Names of the shapes, to draw from or to go through. */
export const worldShapes = Object.keys(shapes);

/** A world of a shape; `draw` gives numbers from 0 to 1. */
export function hostileWorld(shape: string, draw: () => number): World {
  const plan: Plan = { ...usual, ...shapes[shape] };
  const products = plan.categories.flatMap(category =>
    [1, 2].map(n => ({ id: `${category}-${n}`, category, size: pick(plan.unitSizes, draw) })),
  );
  const ids = Array.from({ length: plan.customers }, (_, n) => `C${n + 1}`);
  const alike = plan.isAlike ? purchases('', plan, products, draw) : undefined;
  const bought = ids.flatMap(
    id => alike?.map(one => ({ ...one, customer: id })) ?? purchases(id, plan, products, draw),
  );
  return {
    shape,
    mayFail,
    files: {
      customers: csv(
        'customer_id,customer_type',
        ids.map(id => [id, plan.type]),
      ),
      products: csv(
        'product_id,category,unit_size,product_name',
        products.map(({ id, category, size }) => [id, category, sizeOf(category, size), id]),
      ),
      transactions: csv(
        'invoice_id,invoice_line,invoice_date,customer_id,product_id,quantity,net_amount',
        bought.map(({ customer, product, day, quantity, amount }, n) => [
          ...[`I${Math.floor(n / 2)}`, String(n), day, customer, product, quantity, amount],
        ]),
      ),
      ...(draw() < 0.5 ? optionalTables(ids, plan.days, draw) : {}),
    },
  };
}

/** The size that a product of a category needs: consumables have one, others may lack it. */
function sizeOf(category: string, size: string): string {
  return category === 'consumable' && size === '' ? '1' : size;
}

function purchases(
  customer: string,
  plan: Plan,
  products: readonly { readonly id: string }[],
  draw: () => number,
): readonly Purchase[] {
  const [least, most] = plan.orders;
  const count = least + Math.floor(draw() * (most - least + 1));
  const bought = Array.from({ length: count }, () => ({
    customer,
    product: pick(products, draw).id,
    day: pick(plan.days, draw),
    quantity: pick(plan.quantities, draw),
    amount: pick(plan.amounts, draw),
  }));
  if (!plan.returnsAll) return bought;
  return bought.map(one => ({ ...one, quantity: `-${one.quantity}`, amount: '-5.00' }));
}

/** A handful of rows for each optional table, so that its models see few of everything. */
function optionalTables(
  ids: readonly string[],
  days: readonly string[],
  draw: () => number,
): WorldFiles {
  const some = <T>(make: (id: string, day: string) => readonly T[]) =>
    ids.flatMap(id => (draw() < 0.5 ? make(id, pick(days, draw)) : [])) as readonly string[][];
  return {
    nps_responses: csv(
      'customer_id,responded_at,score',
      some((id, day) => [[id, day, String(Math.floor(draw() * 11))]]),
    ),
    touchpoints: csv(
      'customer_id,touched_at,channel,converted,value',
      some((id, day) => [
        [id, `${day} 10:00:00`, 'Email', 'false', ''],
        [id, `${day} 11:00:00`, 'Search', 'true', draw() < 0.5 ? '10.00' : ''],
      ]),
    ),
    campaign_assignments: csv(
      'campaign_id,customer_id,assigned_at,treated',
      some((id, day) => [['K1', id, day, String(draw() < 0.5)]]),
    ),
    web_visits: csv(
      'customer_id,visited_at,visits,duration',
      some((id, day) => [[id, day, String(Math.floor(draw() * 3)), '12.5']]),
    ),
    interactions: csv(
      'interaction_id,customer_id,created_at,channel,text',
      some((id, day) => [[`T${id}`, id, day, 'Email', pick(['terrible', 'great', '', '?'], draw)]]),
    ),
  };
}

function csv(header: string, rows: readonly (readonly string[])[]): string {
  return `${[header, ...rows.map(row => row.join(','))].join('\n')}\n`;
}

function pick<T>(from: readonly T[], draw: () => number): T {
  const found = from[Math.floor(draw() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function everyDay(year: number, month: number, months: number): readonly string[] {
  const days: string[] = [];
  const end = Date.UTC(year, month - 1 + months, 1);
  for (let at = Date.UTC(year, month - 1, 1); at < end; at += 86_400_000) days.push(isoDay(at));
  return days;
}

function monthEnds(year: number, months: number): readonly string[] {
  return Array.from({ length: months }, (_, n) => isoDay(Date.UTC(year, n + 1, 0)));
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
