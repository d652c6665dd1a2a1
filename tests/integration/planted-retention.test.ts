import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../src/crm/synthetic/truth/truth.ts';
import { readOwnProject } from '../support/own-project.ts';
import type { PublishedReader } from '../support/read-published.ts';

const truth: Truth = JSON.parse(readFileSync('seeds/synthetic/truth.json', 'utf8'));
let reader: PublishedReader;

beforeAll(async () => {
  ({ reader } = await readOwnProject());
}, 60_000);

afterAll(async () => {
  await reader.close();
});

async function query(sql: string) {
  return (await reader.connection.query(sql)).rows;
}

/** The planted habits as a relation, for customers who buy often enough to show one. */
const habits = `(values ${truth.habits
  .map(
    habit => `('${habit.customer_id}', ${habit.weekday}, ${habit.hour}, '${habit.payment_method}')`,
  )
  .join(', ')}) as habits (customer_id, weekday, hour, payment_method)`;

describe('what is planted in the synthetic data comes back', () => {
  it('members from the first day on stay longer, by more than chance', async () => {
    const rows = await query(
      `select group_name, median_days, events < expected_events, log_rank_degrees,
        log_rank_p_value, warning
      from retention_summary
      where group_name in ('member', 'standard') order by group_name`,
    );
    const [member = [], standard = []] = rows;
    expect([member[0], standard[0]]).toEqual(['member', 'standard']);
    expect(Number(member[1])).toBeGreaterThan(Number(standard[1]));
    expect([member[2], standard[2]]).toEqual([true, false]);
    expect(member[3]).toBe(1);
    expect(Number(member[4])).toBeLessThan(0.01);
    expect(member[5]).toBeNull();
  });

  it('nobody is a member for having joined later', async () => {
    const rows = await query(
      `select count(*) from customer_lifetimes
      inner join eligible_customers using (customer_id)
      where group_name = 'member' and loyalty_since > first_purchase_date`,
    );
    expect(Number(rows[0]?.[0])).toBe(0);
    const late = await query(
      `select count(*) from customer_lifetimes
      inner join eligible_customers using (customer_id)
      where loyalty_since > first_purchase_date`,
    );
    expect(Number(late[0]?.[0])).toBeGreaterThan(10);
  });

  it('the busiest hour of the week', async () => {
    const [peak] = await query(
      'select weekday, hour from purchase_timing_matrix order by orders desc limit 1',
    );
    expect(peak).toEqual([truth.timing.peak_weekday, truth.timing.peak_hour]);
  });

  it('the weekday and hour of at least four in five customers with ten orders', async () => {
    const [found] = await query(
      `select count(*), avg(case when peak_weekday = weekday and peak_hour = hour then 1.0 else 0 end)
      from ${habits} inner join purchase_timing using (customer_id) where orders >= 10`,
    );
    expect(Number(found?.[0])).toBeGreaterThanOrEqual(10);
    expect(Number(found?.[1])).toBeGreaterThanOrEqual(0.8);
  });

  it('the preferred payment method of at least nine in ten', async () => {
    const [found] = await query(
      `select count(*), avg(case when used.payment_method = habits.payment_method then 1.0 else 0 end)
      from ${habits} inner join payment_method_preference as used using (customer_id)
      where used.is_preferred`,
    );
    expect(Number(found?.[0])).toBeGreaterThanOrEqual(30);
    expect(Number(found?.[1])).toBeGreaterThanOrEqual(0.9);
    const [commonest] = await query(
      `select payment_method from payment_method_preference
      group by payment_method order by count(*) filter (where is_preferred) desc limit 1`,
    );
    expect(commonest).toEqual([truth.payment.commonest]);
  });

  it('the gaps of steady customers, who are regular', async () => {
    const rows = await query(
      `select mean_gap_days, median_gap_days, regularity from purchase_gaps
      where customer_id in (${truth.steady.customers.map(id => `'${id}'`).join(', ')})`,
    );
    expect(rows).toHaveLength(truth.steady.customers.length);
    for (const [mean, median, regularity] of rows) {
      for (const gap of [mean, median]) {
        expect(Number(gap)).toBeGreaterThanOrEqual(truth.steady.least_gap_days);
        expect(Number(gap)).toBeLessThanOrEqual(truth.steady.most_gap_days);
      }
      expect(regularity).toBe('regular');
    }
  });
});
