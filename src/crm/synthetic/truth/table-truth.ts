import { acquisition } from '../contacts/acquisition-costs.ts';
import { campaigns, onlineChannels, responders, responseDays } from '../contacts/campaigns.ts';
import { channels, conversionProbability, firstStep, steps } from '../contacts/channel-chain.ts';
import { plantedTexts } from '../contacts/interactions.ts';
import { meanMood, moodsOfLeaving } from '../contacts/texts.ts';
import { monthsOfJourneys } from '../contacts/touchpoints.ts';
import { daysAfterVisits, monthsOfVisits, ordersAfterVisits } from '../contacts/web-visits.ts';
import { type Persona, personas } from '../people/personas.ts';
import {
  bundles,
  successionDays,
  successionOfPacks,
  successionsOfDevices,
} from '../sales/bundles.ts';
import { buyingProcess, meanValueCents } from '../sales/buying-process.ts';

/** What is planted in the tables next to invoices: it is the same for all arguments. */
export type TableTruth = ReturnType<typeof tableTruth>;

/** Of the households in synth_person. */
const shareOfFamilies = 1 / 2;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function byPersona<T>(value: (persona: Persona) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(personas.map(persona => [persona.name, value(persona)]));
}

/** Names of the states that a step leads to, with its probabilities. */
function probabilities(step: (typeof steps)[number]): Readonly<Record<string, number>> {
  const to = channels.map((channel, at): [string, number] => [channel, (step.to[at] ?? 0) / 1000]);
  return Object.fromEntries([
    ...to.filter(([, probability]) => probability > 0),
    ...(step.conversion > 0 ? [['conversion', step.conversion / 1000]] : []),
    ...(step.null > 0 ? [['null', step.null / 1000]] : []),
  ]);
}

/** The parts of truth.json about the tables next to customers, products and invoices. */
export function tableTruth() {
  return {
    /** Orders on days after the first, of the customers whom the file customer_truth says it of. */
    bg_nbd: {
      population: 'follows_bg_nbd in customer_truth',
      r: buyingProcess.rate.length,
      alpha: buyingProcess.alphaDays,
      a: 1,
      b: buyingProcess.dropout.length,
    },
    /** What their orders are worth, but the first; hunters send back and fade, and are left out. */
    gamma_gamma: {
      population: 'follows_gamma_gamma in customer_truth',
      p: buyingProcess.value.length,
      q: buyingProcess.spend.length,
      gamma: buyingProcess.gammaCents / 100,
      mean: meanValueCents / 100,
    },
    baskets: {
      together: bundles.map(({ products }) => products),
      share_of_orders_of_the_first: bundles.map(({ share }) => share / 100),
      /** First product, next product, most days between the two orders. */
      after: [...successionsOfDevices, successionOfPacks].map(
        ({ first, next }): [string, string, number] => [first, next, successionDays.most],
      ),
      after_least_days: successionDays.least,
    },
    responders: {
      campaigns: campaigns.map(({ id }) => id),
      response_days: responseDays,
      told_by: {
        listens: "attribute household is 'family'",
        buys_when_left_alone: `acquisition_channel is ${onlineChannels.join(' or ')}`,
      },
      share_treated: 0.5,
      kinds: responders.map(each => ({
        kind: each.kind,
        household_is_family: each.inFamily,
        won_online: each.wonOnline,
        share:
          (each.inFamily ? shareOfFamilies : 1 - shareOfFamilies) *
          (each.wonOnline ? 3 / 8 : 5 / 8),
        orders_when_treated: each.treated / 100,
        orders_when_not: each.control / 100,
        uplift: (each.treated - each.control) / 100,
      })),
    },
    channels: {
      months: monthsOfJourneys,
      conversion_probability: conversionProbability,
      transitions: {
        start: probabilities(firstStep),
        ...Object.fromEntries(
          channels.map((channel, at) => [channel, probabilities(steps[at] ?? firstStep)]),
        ),
      },
    },
    moods: {
      /** Means before the worst agent is counted in, of texts that are not complaints of the last month. */
      mean_of_leaving: meanMood(moodsOfLeaving),
      mean_of_staying: byPersona(persona => meanMood(persona.moods)),
      leaving_months: plantedTexts.leavingMonths,
      share_german: plantedTexts.german / 20,
      share_unknown_language: plantedTexts.unknownLanguage / 20,
      worst_agent: plantedTexts.worstAgent,
      rising: {
        product_id: plantedTexts.risingProduct,
        theme: plantedTexts.risingTheme,
        share_of_orders: plantedTexts.ordersWithComplaint / 10,
      },
    },
    personas: byPersona(persona => ({
      share: persona.share / 20,
      idle_visit_rows_a_month: persona.visitRows / 1000,
      mean_visits: mean(persona.visits),
      mean_seconds_a_visit: persona.seconds,
      mean_mood: meanMood(persona.moods),
      share_of_orders_with_second_pack: persona.secondPacks / 100,
      share_of_orders_returned: persona.returns / 1000,
    })),
    propensity: {
      months: monthsOfVisits,
      share_of_orders_after_visits: ordersAfterVisits / 10,
      most_days_before_order: daysAfterVisits,
    },
    acquisition_costs: Object.fromEntries(
      acquisition.map(({ channel, costCents }) => [channel, costCents / 100]),
    ),
  };
}
