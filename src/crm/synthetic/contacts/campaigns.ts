import { die, draws } from '../draw/random.ts';

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

/** Days from the first of a campaign on within which it shows. */
export const responseDays = 30;

/** How one kind of customer takes a campaign: orders within its days, of a hundred customers. */
export interface Responder {
  readonly kind: 'persuadable' | 'sure thing' | 'lost cause' | 'sleeping dog';
  readonly inFamily: boolean;
  /** Won through the web or by a referral. */
  readonly wonOnline: boolean;
  readonly treated: number;
  readonly control: number;
}

/** Families listen to campaigns; who was won online buys when left alone. */
export const responders: readonly Responder[] = [
  { kind: 'persuadable', inFamily: true, wonOnline: false, treated: 60, control: 10 },
  { kind: 'sure thing', inFamily: true, wonOnline: true, treated: 70, control: 70 },
  { kind: 'lost cause', inFamily: false, wonOnline: false, treated: 5, control: 5 },
  { kind: 'sleeping dog', inFamily: false, wonOnline: true, treated: 10, control: 60 },
];

/** The channels that count as online. */
export const onlineChannels = ['web', 'referral'];

const isOnline = `coalesce(acquisition_channel in ('${onlineChannels.join("', '")}'), false)`;

/** SQL of what holds for the kind of responder that a person is. */
export function ofResponder(value: (responder: Responder) => string): string {
  const cases = responders.map(
    each =>
      `when (household = 'family') = ${each.inFamily} and ${isOnline} = ${each.wonOnline} then ${value(each)}`,
  );
  return `case ${cases.join(' ')} end`;
}

/** An order less than so many days before makes one of the audience, and so many days of history. */
const daysOfRecency = 180;
const daysOfHistory = 30;

/** The place of the first order that a campaign brings, far behind all others. */
const campaignPlace = 9001;

/**
 * Creates `synth_assignment`, a row a campaign and customer, from `synth_person` and
 * `synth_arrival`, and puts what it brings about in the place of the orders in its days.
 */
export function createAssignments(months: number): readonly string[] {
  const rows = campaigns.map(
    ({ id, monthsBeforeEnd }, at) => `('${id}', ${at}, ${months - monthsBeforeEnd})`,
  );
  return [
    `
create or replace temp table synth_assignment as
with histories as (
  select
    arrival.n,
    campaign.campaign_id,
    campaign.place,
    month.month,
    month.start_day,
    min(arrival.ordered_day) as first_day,
    max(arrival.ordered_day) as last_day
  from (values ${rows.join(', ')}) as campaign (campaign_id, place, m)
  inner join synth_month as month using (m)
  inner join synth_arrival as arrival on arrival.ordered_day < month.start_day
  inner join synth_person as person using (n)
  where person.in_audience
  group by all
),
assigned as (
  select
    histories.*,
    person.customer_id,
    ${ofResponder(({ kind }) => `'${kind}'`)} as responder,
    ${ofResponder(({ treated }) => `${treated}`)} as treated_share,
    ${ofResponder(({ control }) => `${control}`)} as control_share,
    synth_draw(synth_draw(person.k, 4000 + place), 100) as a
  from histories
  inner join synth_person as person using (n)
  where
    histories.first_day < histories.start_day - ${daysOfHistory}
    and histories.last_day >= histories.start_day - ${daysOfRecency}
),
drawn as (
  select
    *,
    ${draws('a', 'treatment', 'campaign-response', 'birth-day', 'birth-second')}
  from assigned
)
select
  n,
  place,
  campaign_id,
  customer_id,
  responder,
  month::timestamp + interval 9 hours as assigned_at,
  start_day,
  ${die('treatment', 2)} = 0 as treated,
  ${die('campaign-response', 100)}
    < case when ${die('treatment', 2)} = 0 then treated_share else control_share end as orders,
  synth_draw(a, 7) as o,
  start_day + 1 + ${die('birth-day', responseDays - 2)} as ordered_day,
  ${8 * 3600} + ${die('birth-second', 12 * 3600)} as second_of_day
from drawn`,
    `
delete from synth_arrival using synth_assignment as assignment
where
  synth_arrival.n = assignment.n
  and synth_arrival.ordered_day >= assignment.start_day
  and synth_arrival.ordered_day < assignment.start_day + ${responseDays}`,
    `
insert into synth_arrival
select n, ${campaignPlace} + place, o, ordered_day, second_of_day
from synth_assignment
where orders`,
  ];
}

/** The columns of the file of campaign assignments, of the batch at hand. */
export const selectCampaignAssignments = `
select campaign_id, customer_id, assigned_at, treated
from synth_assignment
order by n, assigned_at`;
