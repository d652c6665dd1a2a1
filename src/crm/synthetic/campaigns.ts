import { die, draws } from './random.ts';

/** A campaign whose treated customers were drawn by lot. */
export interface Campaign {
  readonly id: string;
  /** Months before the end of the data in which it begins, on the first day. */
  readonly monthsBeforeEnd: number;
}

export const campaigns: readonly Campaign[] = [
  { id: 'SUMMER', monthsBeforeEnd: 6 },
  { id: 'AUTUMN', monthsBeforeEnd: 3 },
];

/**
 * The columns of the file of campaign assignments, of the batch at hand: those of the audience who
 * have bought for at least a month and have not stopped, half of them treated.
 */
export function selectCampaignAssignments(months: number): string {
  const rows = campaigns.map(
    ({ id, monthsBeforeEnd }, at) => `('${id}', ${at}, ${months - monthsBeforeEnd})`,
  );
  return `
with assigned as (
  select
    customer.n,
    customer.customer_id,
    campaign.campaign_id,
    month.month::timestamp + interval 9 hours as assigned_at,
    synth_draw(synth_draw(customer.k, 4000 + campaign.place), 100) as a
  from (values ${rows.join(', ')}) as campaign (campaign_id, place, m)
  inner join synth_month as month using (m)
  inner join synth_customer as customer
    on customer.first_month + 1 < campaign.m and customer.stop_month > campaign.m
  where customer.in_audience
),
drawn as (
  select *, ${draws('a', 'treatment')}
  from assigned
)
select campaign_id, customer_id, assigned_at, ${die('treatment', 2)} = 0 as treated
from drawn
order by n, assigned_at`;
}
