import { quoteLiteral } from '../../../dialect/names/relation.ts';

/**
 * Random numbers that are the same on every platform, in every release of the database and on any
 * number of threads: integer arithmetic on the number of the thing that is drawn for, never state.
 */

const mask = 4_294_967_295;

/** What numbers are drawn for. Add new purposes at the end: the place in the list is the number. */
const purposes = [
  'customer-type',
  'spelling',
  'registered',
  'loyalty',
  'channel',
  'country',
  'existing',
  'first-month',
  'rate',
  'lifetime',
  'comeback',
  'basket',
  'favourite',
  'lapse',
  'kind',
  'day',
  'second-of-day',
  'edge-of-month',
  'extras',
  'payment',
  'status',
  'discount',
  'oddity',
  'span',
  'sample-only',
  'product',
  'quantity',
  'return',
  'return-month',
  'return-day',
  'second-device',
  'join-later',
  'habit-weekday',
  'habit-hour',
  'habit-payment',
  'fading',
  'response',
  'response-time',
  'score',
  'persona',
  'audience',
  'household',
  'age-group',
  'treatment',
  'journey',
  'journey-copies',
  'journey-end',
  'step',
  'step-gap',
  'visit',
  'visits',
  'duration',
  'visitor',
  'text',
  'text-time',
  'text-channel',
  'text-words',
  'mood',
  'theme',
  'language',
  'agent',
  'arrival-gap',
  'dropout',
  'birth-day',
  'birth-second',
  'twin',
  'device',
  'main-product',
  'companion',
  'successor',
  'campaign-response',
  'rate-1',
  'rate-2',
  'dropout-1',
  'dropout-2',
  'dropout-3',
  'dropout-4',
  'dropout-5',
  'dropout-6',
  'dropout-7',
  'dropout-8',
  'dropout-9',
  'spend-1',
  'spend-2',
  'spend-3',
  'spend-4',
  'value-1',
  'value-2',
  'value-3',
  'value-4',
  'value-5',
  'value-6',
] as const;

/** A purpose that numbers are drawn for. */
export type Purpose = (typeof purposes)[number];

/**
 * Statements that create the macros: `synth_mix` scatters a number below 2^32 over all of them,
 * without meeting one twice (shift, exclusive or and odd factors are all reversible); `synth_draw`
 * gives the number with an index out of the sequence that belongs to a key.
 */
export const randomMacros: readonly string[] = [
  'create or replace temp macro synth_scatter(x) as ' +
    `(xor(x, x >> 16) * 2146121005::bigint) & ${mask}::bigint`,
  'create or replace temp macro synth_stir(x) as ' +
    `(xor(x, x >> 15) * 739982445::bigint) & ${mask}::bigint`,
  'create or replace temp macro synth_settle(x) as xor(x, x >> 16)',
  'create or replace temp macro synth_mix(x) as synth_settle(synth_stir(synth_scatter(x)))',
  'create or replace temp macro synth_draw(key, number) as ' +
    `synth_mix((key + (number + 1) * 2654435769::bigint) & ${mask}::bigint)`,
];

/** The column that a number drawn for a purpose is in. */
function column(purpose: Purpose): string {
  return `drawn_${purpose.replaceAll('-', '_')}`;
}

/**
 * SQL of columns for a select list: for each purpose a whole number from 0 to 2^32 - 1 out of the
 * sequence of a key. `draw`, `die` and `pick` use them in a select around that one, which makes a
 * factor: a select list computes once what its columns repeat, as the macros do in plenty, but the
 * branches of a CASE and the conditions of a WHERE compute it anew each time.
 */
export function draws(key: string, ...purposesOf: readonly Purpose[]): string {
  return purposesOf
    .map(purpose => `synth_draw(${key}, ${numberOf(purpose)}) as ${column(purpose)}`)
    .join(',\n    ');
}

/** The index in the sequence of a key of what is drawn for a purpose. */
export function numberOf(purpose: Purpose): number {
  return purposes.indexOf(purpose);
}

/** SQL of a whole number from 0 to 2^32 - 1 that was drawn for a purpose. */
export function draw(purpose: Purpose): string {
  return column(purpose);
}

/** SQL of a whole number from 0 to `sides` - 1; `sides` is a number or SQL. */
export function die(purpose: Purpose, sides: number | string): string {
  return `(${column(purpose)} % ${sides})`;
}

/** SQL of a list of values. */
export function list(values: readonly (number | string | null)[]): string {
  const items = values.map(value => (typeof value === 'string' ? quoteLiteral(value) : `${value}`));
  return `[${items.join(', ')}]`;
}

/** SQL of one of the values, each as likely as the others; repeat a value to make it likelier. */
export function pick(purpose: Purpose, values: readonly (number | string | null)[]): string {
  return `(${list(values)})[1 + ${column(purpose)} % ${values.length}]`;
}
