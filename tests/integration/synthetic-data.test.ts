import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../src/crm/synthetic/truth/truth.ts';
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
    create table responses as
    select * replace (responded_at::timestamp as responded_at, score::integer as score)
    from ${raw('nps_responses')}`);
  for (const name of [
    'campaign_assignments',
    'customer_attributes',
    'interactions',
    'touchpoints',
    'web_visits',
  ]) {
    await connection.run(
      `create table ${name} as from read_csv('seeds/synthetic/${name}.csv', types = {customer_id: varchar})`,
    );
  }
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
  ['members of unknown standing', 'from customers where loyalty_member is null'],
  ...(['<', '>'] as const).map((than): [string, string] => [
    `members who joined ${than === '<' ? 'before' : 'after'} their first purchase`,
    `from customers join (select customer_id, min(invoice_date) as first from lines group by all) using (customer_id) where loyalty_since::date ${than} first::date`,
  ]),
  ['invoices without a payment method', 'from lines where payment_method is null'],
  ['untidy identifiers of answers', 'from responses where customer_id <> trim(customer_id)'],
  ...Array.from({ length: 11 }, (_, score): [string, string] => [
    `answers of ${score}`,
    `from responses where score = ${score}`,
  ]).filter(([trait]) => trait !== 'answers of 1'),
  ['products that are sold out', "from products where stock_units = '0'"],
  ['products that are discontinued', "from products where discontinued = 'true'"],
  ['strangers on a journey', 'from touchpoints where customer_id is null'],
  ['visits of nobody known', 'from web_visits where customer_id is null'],
  [
    'a visitor who is two customers',
    'from (select visitor_id from web_visits group by all having count(distinct customer_id) > 1)',
  ],
  ['texts of unknown language', 'from interactions where language is null'],
  ['texts in German', "from interactions where language = 'de'"],
  ['texts of nobody known', 'from interactions where customer_id is null'],
  ['customers who were left alone', 'from campaign_assignments where not treated'],
  [
    'facts that are not known of all',
    "from customers anti join (from customer_attributes where name = 'age_group') using (customer_id)",
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

const truth: Truth = JSON.parse(readFileSync('seeds/synthetic/truth.json', 'utf8'));
const trimmed = 'trim(customer_id) as customer_id';

async function ask(query: string): Promise<readonly unknown[]> {
  return (await connection.query(query)).rows[0] ?? [];
}

describe('what is planted in the committed synthetic data', () => {
  it('is members who joined on or before their first purchase, and later', async () => {
    const counted = await ask(`
      select
        count(*) filter (where loyalty_member = 'true')::integer,
        count(*) filter (where (loyalty_since is not null) <> coalesce(loyalty_member = 'true', false))::integer
      from customers`);
    const { founding_members, late_members } = truth.loyalty;
    expect(counted).toEqual([founding_members + late_members, 0]);
  });

  it('is a peak of the week', async () => {
    const peak = await ask(`
      select extract(isodow from invoice_date)::integer, extract(hour from invoice_date)::integer
      from lines where quantity > 0
      group by all order by count(*) desc limit 1`);
    expect(peak).toEqual([truth.timing.peak_weekday, truth.timing.peak_hour]);
  });

  it('is a habit of day, hour and payment of each customer', async () => {
    const habits = truth.habits
      .map(
        each => `('${each.customer_id}', ${each.weekday}, ${each.hour}, '${each.payment_method}')`,
      )
      .join(', ');
    const [weekday, hour, payment] = await ask(`
      select
        avg((extract(isodow from invoice_date) = weekday)::integer),
        avg((extract(hour from invoice_date) = hour)::integer),
        avg((payment_method = usual)::integer)
      from (select distinct ${trimmed}, invoice_id, invoice_date, payment_method
        from lines where quantity > 0 and product_id[1] <> 'D')
      join (values ${habits}) as habits (customer_id, weekday, hour, usual) using (customer_id)`);
    const { share_on_habit_weekday, share_in_habit_hour } = truth.timing;
    // Next to the habit, chance falls on it too: one day of seven, one hour of twelve.
    const byChance = (share: number, of: number) => share + (1 - share) / of;
    const distance = (share: unknown, expected: number) => Math.abs(Number(share) - expected);
    // First purchases, and those on the first or last second of a month, follow no habit.
    expect(distance(weekday, byChance(share_on_habit_weekday, 7))).toBeLessThan(0.08);
    expect(distance(hour, byChance(share_in_habit_hour, 12))).toBeLessThan(0.08);
    expect(Number(payment)).toBeGreaterThan(truth.payment.share_paid_as_usual);
  });

  it('is customers who buy once a month', async () => {
    const ids = truth.steady.customers.map(id => `'${id}'`).join(', ');
    const gaps = await ask(`
      select min(gap)::integer, max(gap)::integer from (
        select invoice_date::date - lag(invoice_date::date)
          over (partition by customer_id order by invoice_date) as gap
        from (select distinct ${trimmed}, invoice_date from lines where quantity > 0)
        where customer_id in (${ids})
      )`);
    expect(gaps).toEqual([truth.steady.least_gap_days, truth.steady.most_gap_days]);
  });

  it('is members who stay longer and recommend more', async () => {
    const [members, others, memberScore, otherScore] = await ask(`
      with spans as (
        select
          customers.customer_id,
          loyalty_since::date <= min(invoice_date) as is_member,
          max(invoice_date)::date - min(invoice_date)::date as days
        from (select * replace (${trimmed}) from lines) as lines
        join customers using (customer_id)
        where quantity > 0 and lower(trim(customer_type)) in ('private', 'business')
        group by customers.customer_id, loyalty_since
      ),
      scores as (
        select spans.is_member, case when score >= 9 then 1.0 when score <= 6 then -1 else 0 end as vote
        from responses join spans on trim(responses.customer_id) = spans.customer_id
      )
      select
        (select median(days) from spans where is_member),
        (select median(days) from spans where is_member is not true),
        (select 100 * avg(vote) from scores where is_member),
        (select 100 * avg(vote) from scores where is_member is not true)`);
    // Both are cut off by the end of the data, members more often.
    expect(Number(members)).toBeGreaterThan(1.2 * Number(others));
    expect(Math.abs(Number(memberScore) - truth.nps.founding_members)).toBeLessThan(10);
    expect(Math.abs(Number(otherScore) - truth.nps.others)).toBeLessThan(10);
  });

  it('is as many answers of each kind as the truth says', async () => {
    const counted = await ask(`
      select count(*)::integer, count(*) filter (where score > 8)::integer,
        count(*) filter (where score < 7)::integer
      from responses`);
    expect(counted).toEqual([truth.nps.responses, truth.nps.promoters, truth.nps.detractors]);
  });

  it('is journeys that go from channel to channel as the chain does', async () => {
    const steps = await connection.query(`
      with steps as (
        select channel, converted, visitor_id,
          lag(channel) over journey as before, lag(converted) over journey as ended
        from touchpoints window journey as (partition by visitor_id order by touched_at)
      )
      select case when before is null or ended then 'start' else before end as source, channel,
        count(*)::integer
      from steps group by all`);
    const leaving = new Map<string, number>();
    for (const [source, , count] of steps.rows) {
      leaving.set(String(source), (leaving.get(String(source)) ?? 0) + Number(count));
    }
    const { transitions, conversion_probability } = truth.channels;
    for (const [source, channel, count] of steps.rows) {
      const chances: Readonly<Record<string, number>> = transitions[source as 'start'] ?? {};
      const goesOn = 1 - (chances.conversion ?? 0) - (chances.null ?? 0);
      const of = leaving.get(String(source)) ?? 0;
      const chance = (chances[String(channel)] ?? 0) / goesOn;
      const spread = Math.sqrt((chance * (1 - chance)) / of);
      const distance = Math.abs(Number(count) / of - chance);
      expect(distance, `${source} to ${channel}`).toBeLessThan(0.01 + 3 * spread);
    }
    const [conversions, journeys] = await ask(`
      select count(*) filter (where converted), count(*) filter (where converted) + (
        select count(distinct visitor_id) from touchpoints where visitor_id[1] = 'W')
      from touchpoints`);
    expect(Math.abs(Number(conversions) / Number(journeys) - conversion_probability)).toBeLessThan(
      0.03,
    );
  });

  it('is conversions worth what their orders are', async () => {
    const [conversions, orders] = await ask(`
      select count(*)::integer, count(sold.amount)::integer
      from touchpoints
      left join (
        select trim(customer_id) as customer_id, invoice_id, min(invoice_date) as invoice_date,
          sum(net_amount::decimal(18, 2)) as amount
        from lines where quantity > 0 group by all
      ) as sold on touchpoints.customer_id = sold.customer_id
        and touchpoints.touched_at = sold.invoice_date and touchpoints.value = sold.amount
      where converted`);
    expect(Number(conversions)).toBeGreaterThan(300);
    // Few orders name a customer who is not known.
    expect(Number(conversions) - Number(orders)).toBeLessThan(3);
  });

  it('is visits before six in ten orders', async () => {
    const [share] = await ask(`
      select avg((visits.customer_id is not null)::integer)
      from (select distinct ${trimmed}, invoice_id, invoice_date from lines
        where quantity > 0 and invoice_date >= '2025-02-01') as orders
      left join (select distinct visitor_id[2:] as customer_id, visited_at from web_visits) as visits
        on orders.customer_id = visits.customer_id
        and visits.visited_at between orders.invoice_date - interval 8 days and orders.invoice_date`);
    // Next to those that are planted, visits come before an order by chance.
    expect(Number(share)).toBeGreaterThan(truth.propensity.share_of_orders_after_visits);
  });

  it('is complaints of the last month about one product', async () => {
    const { rising } = truth.moods;
    const [last, before] = await ask(`
      select count(*) filter (where created_at >= '2025-12-01')::integer,
        count(*) filter (where created_at < '2025-12-01')::integer
      from interactions
      where (contains(text, '${rising.theme}') or contains(text, 'muffig'))
        and product_id = '${rising.product_id}'`);
    expect(Number(last)).toBeGreaterThan(5);
    expect(before).toBe(0);
  });

  it('is campaigns that are drawn by lot', async () => {
    const [campaigns, share, doubled] = await ask(`
      select count(distinct campaign_id)::integer, avg(treated::integer),
        (count(*) - count(distinct (campaign_id, customer_id)))::integer
      from campaign_assignments`);
    expect([campaigns, doubled]).toEqual([truth.responders.campaigns.length, 0]);
    expect(Math.abs(Number(share) - 0.5)).toBeLessThan(0.1);
  });
});
