import { gamma } from '../draw/exponential.ts';
import { die, draw, draws, pick } from '../draw/random.ts';
import { buyingProcess } from '../sales/buying-process.ts';
import { planted } from '../truth/planted.ts';
import { personaPicks } from './personas.ts';

/** Orders a month in thousandths: the inverse of a gamma distribution at 64 places. */
const rates = [
  27, 55, 77, 97, 115, 132, 149, 165, 181, 197, 212, 227, 242, 257, 273, 288, 303, 318, 334, 349,
  365, 380, 396, 412, 429, 445, 462, 479, 497, 515, 533, 551, 570, 590, 610, 630, 651, 673, 695,
  718, 742, 767, 792, 819, 847, 876, 906, 939, 973, 1009, 1047, 1088, 1132, 1180, 1232, 1290, 1355,
  1428, 1513, 1614, 1740, 1907, 2157, 2687,
];

/** Months until a customer drops out: the inverse of a mixture of the fickle and the loyal. */
const lifetimes = [
  1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12,
  12, 13, 14, 14, 15, 16, 17, 17, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30, 32, 35, 37, 40, 44, 48,
  53, 60, 67, 76, 88, 103, 123, 153, 219,
];

/** The rate of members from the start that `planted.leastMemberRate` is, in millionths of 1/alpha. */
const leastMemberShape = Math.round(
  (planted.leastMemberRate * 12_000 * buyingProcess.alphaDays) / 365.25,
);

/**
 * Creates `synth_person` for the customers numbered `first` to `last`: who they are and how they
 * buy, before they have bought. The role follows from the number, so that any hundred neighbours
 * hold every kind of customer:
 *
 * | role | is |
 * |---|---|
 * | 0–3 | general, anonymous, walk-in, tourist |
 * | 4–9 | has never bought |
 * | 10–13, 14–15 | bought a device only, accessories only |
 * | 16–19 | is silent for 11, 12, 13, 14 months between two purchases, then goes on |
 * | 20, 57 | buys one pack of 0.4 on the last second of every month: an average of 0.4 exactly |
 * | others | buys at a personal rate until dropping out; some come back much later |
 *
 * Roles 20 and 57 fall to neighbours, who share some invoice numbers.
 *
 * Seven in twenty are members of the loyalty programme from the start, and stay longer for it. They
 * and a third of the others who buy at a rate of their own are the audience of campaigns; who of
 * those is in neither buys by the planted process alone.
 */
export function createPeople(first: number, last: number, seed: number, months: number): string {
  return `
create or replace temp table synth_person as
with numbered as (
  select
    range as n,
    synth_mix(xor(synth_mix(range), synth_mix((${seed} + 1013904223) & 4294967295))) as k,
    (range * 37 + 83) % 100 as role_number
  from range(${first}, ${last + 1})
),
roles as (
  select
    *,
    ${draws(
      'k',
      'existing',
      'first-month',
      'rate',
      'lifetime',
      'loyalty',
      'join-later',
      'comeback',
      'lapse',
      'second-device',
      'basket',
      'fading',
      'habit-weekday',
      'habit-hour',
      'habit-payment',
      'favourite',
      'channel',
      'household',
      'persona',
      'audience',
      'birth-day',
      'birth-second',
      ...buyingProcess.rate,
      ...buyingProcess.dropout,
      ...buyingProcess.spend,
    )},
    case
      when role_number < 4 then 'excluded'
      when role_number < 10 then 'never'
      when role_number < 14 then 'device-only'
      when role_number < 16 then 'accessories-only'
      when role_number < 20 then 'lapsing'
      when role_number in (20, 57) then 'steady'
      else 'regular'
    end as role
  from numbered
),
traits as (
  select
    *,
    role = 'regular' and ${die('existing', 100)} < 25 as is_existing,
    case
      when role = 'regular' and ${die('existing', 100)} < 25 then 0
      when role = 'lapsing' then ${die('first-month', Math.max(1, months - 22))}
      when role = 'steady' then ${die('first-month', Math.max(1, months - 12))}
      else ${die('first-month', months)}
    end as first_month,
    ${pick('rate', rates)} as plain_rate,
    ${pick('lifetime', lifetimes)} as plain_lifetime,
    ${gamma(buyingProcess.rate)} as plain_shape,
    least(${buyingProcess.dropout.map(draw).join(', ')}) as plain_dropout,
    role <> 'excluded' and ${die('loyalty', 20)} between 1 and 7 as is_founding_member
  from roles
)
select
  n,
  k,
  role,
  role_number,
  is_existing,
  first_month,
  is_founding_member,
  role = 'regular' and (is_founding_member or ${die('audience', 3)} = 0) as in_audience,
  plain_lifetime,
  plain_lifetime * case when is_founding_member then ${planted.lifetimeFactor} else 1 end as lifetime,
  case
    when is_founding_member then greatest(plain_rate, ${planted.leastMemberRate})
    else plain_rate
  end as rate,
  case
    when is_founding_member then greatest(plain_shape, ${leastMemberShape})
    else plain_shape
  end as rate_shape,
  case
    when is_founding_member then plain_dropout // ${planted.lifetimeFactor}
    else plain_dropout
  end as dropout,
  ${gamma(buyingProcess.spend)} as spend_shape,
  case
    when role <> 'excluded' and ${die('loyalty', 20)} in (8, 9) then 2 + ${die('join-later', 9)}
  end as joins_after,
  case
    when role <> 'regular' or is_founding_member or ${die('audience', 3)} = 0 then
      case when ${die('comeback', 100)} < 15 then 8 + ${draw('comeback')} // 100 % 14 end
  end as comeback_after,
  role in ('regular', 'excluded', 'lapsing', 'device-only') and not is_existing as begins_with_device,
  first_month + 2 + ${die('lapse', 4)} as silent_after,
  first_month + 2 + ${die('lapse', 4)} + role_number - 4 as silent_until,
  ${die('second-device', 6)} = 0 as buys_second_device,
  ${pick('basket', [1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 5])} as basket,
  ${pick('persona', personaPicks)} as persona,
  ${die('fading', 2)} = 0 as may_fade,
  ${pick('habit-weekday', planted.habitWeekdays)} as habit_weekday,
  ${pick('habit-hour', planted.habitHours)} as habit_hour,
  ${pick('habit-payment', planted.paymentMethods)} as habit_payment,
  case
    when role = 'steady' then 0
    else ${pick('favourite', [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 7, 8, 8, 9, 10])}
  end as favourite,
  ${pick('channel', ['store', 'store', 'store', 'web', 'web', 'referral', 'fair', null])}
    as acquisition_channel,
  ${pick('household', ['single', 'single', 'couple', 'couple', 'family', 'family', 'family', 'family'])}
    as household,
  ${draw('birth-day')} as birth_day_draw,
  ${8 * 3600} + ${die('birth-second', 12 * 3600)} as birth_second,
  lpad(n::varchar, 7, '0') as customer_id
from traits`;
}
