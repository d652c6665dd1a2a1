import { die, draw, draws, list, pick } from '../draw/random.ts';
import { personas } from '../people/personas.ts';
import { english, german, moods, moodsOfLeaving, type Phrases } from './texts.ts';

const hour = 3600;

/** What is planted in texts, next to the moods of personas. */
export const plantedTexts = {
  /** Of a thousand orders, those that a text follows. */
  ordersWithText: 60,
  /** Months before they stop from which on customers write as those who leave do. */
  leavingMonths: 3,
  /** Of twenty texts, those that are German, and those of unknown language. */
  german: 3,
  unknownLanguage: 1,
  /** The agent whose customers sound one step worse than they would. */
  worstAgent: 'AG-7',
  /** The product that is complained about in the last month, in so many of ten orders of it. */
  risingProduct: 'C-1000',
  risingTheme: 'stale',
  ordersWithComplaint: 4,
} as const;

const agents = ['AG-1', 'AG-2', 'AG-3', 'AG-4', 'AG-5', 'AG-6', 'AG-7', 'AG-8'];

/** One value of twenty for each share of it. */
function spread(shares: readonly number[]): number[] {
  return shares.flatMap((share, at) => Array.from({ length: share }, () => moods[at] ?? 0));
}

const plainMood = `case
    when is_complaint then ${pick('mood', [-2, -2, -1])}
    when is_leaving then ${pick('mood', spread(moodsOfLeaving))}
    ${personas.map(({ name, moods: of }) => `when persona = '${name}' then ${pick('mood', spread(of))}`).join('\n    ')}
  end`;

/** SQL of one of the words, which changes with each `divisor` that is used. */
function word(values: readonly string[], divisor: number): string {
  return `(${list(values)})[1 + ${draw('text-words')} // ${divisor} % ${values.length}]`;
}

/** SQL of a text of three sentences. */
function textOf(phrases: Phrases): string {
  const predicates = phrases.predicates.map(
    (words, at) => `when ${moods[at]} then ${word(words, 36)}`,
  );
  return `${word(phrases.openings, 1)} || ' '
    || case when is_complaint then '${phrases.risingSubject}' else ${pick('theme', phrases.subjects)} end
    || ' ' || case mood ${predicates.join(' ')} end || '. ' || ${word(phrases.closings, 6)}`;
}

/**
 * The columns of the file of what customers wrote, of the batch at hand: about an order, one to ten
 * days after it. Who is about to stop writes worse, and so does who has spoken to one agent; in the
 * last month a complaint about one product is new.
 */
export function selectInteractions(months: number): string {
  const { leavingMonths, worstAgent } = plantedTexts;
  return `
with main_lines as (
  select o, min(product_id) as product_id
  from synth_line
  where invoice_line = 1 and quantity > 0
  group by o
),
orders as (
  select
    "order".n, "order".o, "order".m, "order".slot, "order".persona, "order".invoiced_at,
    main_lines.product_id,
    customer.customer_id,
    "order".m >= customer.stop_month - ${leavingMonths} as is_leaving,
    month.month,
    synth_draw("order".o, 301) as t
  from synth_order as "order"
  inner join main_lines using (o)
  inner join synth_customer as customer on "order".n = customer.n
  inner join synth_month as month on "order".m = month.m
  where "order".role <> 'excluded' and not "order".is_copy
),
drawn as (
  select *, ${draws('t', 'text')}
  from orders
),
written as (
  select
    *,
    m = ${months - 1} and product_id = '${plantedTexts.risingProduct}'
      and ${die('text', 10)} < ${plantedTexts.ordersWithComplaint} as is_complaint,
    ${draws('t', 'text-time', 'text-channel', 'text-words', 'mood', 'theme', 'language', 'agent')}
  from drawn
  where
    ${draw('text')} // 10 % 1000 < ${plantedTexts.ordersWithText}
    or (
      m = ${months - 1} and product_id = '${plantedTexts.risingProduct}'
      and ${die('text', 10)} < ${plantedTexts.ordersWithComplaint}
    )
),
placed as (
  select
    *,
    case
      when is_complaint then least(
        invoiced_at + to_seconds(${24 * hour} + ${die('text-time', 9 * 24 * hour)}),
        (month + interval 1 month)::timestamp - to_seconds(1 + ${die('text-time', 24 * hour)})
      )
      else invoiced_at + to_seconds(${24 * hour} + ${die('text-time', 9 * 24 * hour)})
    end as created_at,
    ${pick('text-channel', ['Email', 'Email', 'Chat', 'Ticket', 'Review', 'Survey'])} as channel,
    ${pick('agent', agents)} as agent,
    ${plainMood} as plain_mood
  from written
),
agreed as (
  select
    *,
    channel in ('Email', 'Chat', 'Ticket') as is_handled,
    case
      when channel in ('Email', 'Chat', 'Ticket') and agent = '${worstAgent}'
        then greatest(-2, plain_mood - 1)
      else plain_mood
    end as mood,
    ${die('language', 20)} < ${plantedTexts.german} as is_german
  from placed
)
select
  'T-' || strftime(month, '%y%m') || '-' || customer_id || '-' || slot as interaction_id,
  case when channel = 'Survey' and ${die('text-channel', 36)} < 6 then null else customer_id end
    as customer_id,
  created_at,
  channel,
  case
    when is_german then ${textOf(german)}
    else ${textOf(english)}
  end as text,
  case
    when is_german then 'de'
    when ${die('language', 20)} < ${plantedTexts.german + plantedTexts.unknownLanguage} then null
    else 'en'
  end as language,
  case when is_complaint or channel = 'Review' or ${die('theme', 3)} > 0 then product_id end
    as product_id,
  case when is_handled then agent end as agent_id
from agreed
where created_at < (select max(month) + interval 1 month from synth_month)
order by n, created_at, interaction_id`;
}
