import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';

let engine: Engine;
let connection: Connection;

const raw = (name: string) =>
  `read_csv('seeds/synthetic/${name}.csv', all_varchar = true, header = true)`;

beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 2 } });
  connection = await engine.connect();
  await connection.run(`create table customers as from ${raw('customers')}`);
  await connection.run(`
    create table products as
    select * replace (unit_size::decimal(18, 3) as unit_size) from ${raw('products')}`);
  await connection.run(`
    create table lines as
    select * replace (
      invoice_line::integer as invoice_line, invoice_date::timestamp as invoice_date,
      quantity::decimal(18, 3) as quantity
    )
    from ${raw('transactions')}`);
  await connection.run(`
    create table returns as
    select
      credited.quantity, sold.quantity as sold_quantity,
      datediff('month', sold.invoice_date, credited.invoice_date) as months_later
    from lines as credited
    inner join lines as sold
      on credited.customer_id = sold.customer_id
      and credited.invoice_id = replace(sold.invoice_id, 'I', 'R')
      and credited.invoice_line = sold.invoice_line
    where credited.quantity < 0`);
});

afterAll(() => engine.close());

/** Every trait that the data is meant to have, as a query whose rows show it. */
const traits: readonly [string, string][] = [
  [
    'excluded kinds',
    "from customers where lower(trim(customer_type)) in ('general', 'anonymous', 'walk-in', 'tourist')",
  ],
  ['types in other spellings', 'from customers where customer_type <> lower(trim(customer_type))'],
  ['people who never bought', 'from customers anti join lines using (customer_id)'],
  ['categories in other spellings', 'from products where category <> lower(trim(category))'],
  ['pack sizes that are not whole', 'from products where unit_size % 1 <> 0'],
  [
    'an unsold consumable without a size',
    "from products where unit_size is null and category = 'consumable'",
  ],
  ['free samples', 'from lines join products using (product_id) where unit_size = 0'],
  ['lines of quantity zero', 'from lines where quantity = 0'],
  ['quantities that are not whole', 'from lines where quantity % 1 <> 0'],
  ['returns in the same month', 'from returns where months_later = 0'],
  ['returns in a later month', 'from returns where months_later > 0'],
  ['whole returns', 'from returns where quantity = -sold_quantity'],
  ['returns in part', 'from returns where -quantity < sold_quantity'],
  [
    'a sale and a return on one invoice',
    'from (select customer_id, invoice_id from lines group by all having min(quantity) < 0 and max(quantity) > 0)',
  ],
  [
    'the last second of a month',
    "from lines where strftime(invoice_date + interval 1 second, '%d %H:%M:%S') = '01 00:00:00'",
  ],
  [
    'numbers shared by two customers',
    'from (select invoice_id from lines group by all having count(distinct trim(customer_id)) > 1)',
  ],
  [
    'invoices over two months',
    "from (select invoice_id from lines group by customer_id, invoice_id having count(distinct date_trunc('month', invoice_date)) > 1)",
  ],
  [
    'unknown customers',
    'from lines anti join customers on trim(lines.customer_id) = customers.customer_id',
  ],
  ['unknown products', 'from lines anti join products using (product_id)'],
  ['untidy identifiers', 'from lines where customer_id <> trim(customer_id)'],
  ['states that do not count', "from lines where status in ('cancelled', 'pending')"],
  [
    'six months of 0.4',
    "from (select customer_id from lines where product_id = 'C-0400' and quantity = 1 and invoice_date >= '2025-07-01' group by all having count(*) = 6)",
  ],
  ...[11, 12, 13, 14].map((silent): [string, string] => [
    `${silent} silent months`,
    `from (select datediff('month', lag(invoice_date) over (partition by trim(customer_id) order by invoice_date, invoice_id, invoice_line), invoice_date) as gap from lines join products using (product_id) where quantity * unit_size > 0) where gap = ${silent + 1}`,
  ]),
];

describe('the committed synthetic data', () => {
  it.each(traits)('has %s', async (_trait, query) => {
    const { rows } = await connection.query(`select count(*)::integer ${query}`);
    expect(rows[0]?.[0]).toBeGreaterThan(0);
  });

  it.each(traits.filter(([trait]) => /^unknown|over two months/.test(trait)))(
    'has but few %s',
    async (_trait, query) => {
      const { rows } = await connection.query(`select count(*)::integer ${query}`);
      expect(rows[0]?.[0]).toBeLessThan(10);
    },
  );
});
