import type { Connection } from '../../../engine/engine.ts';
import type { SynthArguments } from '../synth-arguments.ts';
import { likeliest, netPromoterScore, planted } from './planted.ts';
import { type TableTruth, tableTruth } from './table-truth.ts';

/** What one customer was made to do. */
export interface PlantedHabit {
  readonly customer_id: string;
  /** Monday is 1. */
  readonly weekday: number;
  readonly hour: number;
  readonly payment_method: string;
}

/** What was planted in synthetic data: the content of truth.json. */
export interface Truth extends TableTruth {
  readonly arguments: {
    readonly customers: number;
    readonly months: number;
    readonly seed: number;
    /** First day of the first month. */
    readonly first_day: string;
  };
  /** Members from the start stay longer; who joined later is a member because they stayed. */
  readonly loyalty: {
    readonly lifetime_factor: number;
    /** Members from the start order at least so often while they stay, before seasons. */
    readonly least_orders_a_month: number;
    readonly founding_members: number;
    readonly late_members: number;
    /** Customers who are not members, or of whom it is not known. */
    readonly others: number;
  };
  /** Shares of orders that follow the habit, next to what does so by chance. */
  readonly timing: {
    readonly share_on_habit_weekday: number;
    readonly share_in_habit_hour: number;
    /** Likeliest of all customers together. */
    readonly peak_weekday: number;
    readonly peak_hour: number;
  };
  readonly payment: {
    readonly share_paid_as_usual: number;
    readonly commonest: string;
  };
  /** Customers who buy once a month, on its last day: 28 to 31 days between two purchases. */
  readonly steady: {
    readonly least_gap_days: number;
    readonly most_gap_days: number;
    readonly customers: readonly string[];
  };
  /** Customers who are silent for so many months between two purchases, then go on. */
  readonly lapsing: { readonly customers: readonly string[] };
  /** Customers whose last orders before they stop are worth less. */
  readonly fading: {
    readonly months: number;
    readonly share_of_worth: number;
    readonly customers: readonly string[];
  };
  readonly nps: {
    readonly founding_members: number;
    readonly others: number;
    /** The answers in the file, all of eligible customers. */
    readonly responses: number;
    readonly promoters: number;
    readonly passives: number;
    readonly detractors: number;
  };
  /** The first customers who buy at a rate of their own. */
  readonly habits: readonly PlantedHabit[];
}

/** Customers of each kind that are named; more would only make the file long. */
const most = 50;

/** Counts while batches are made, and says at the end what was planted. */
export class TruthCollector {
  #founding = 0;
  #late = 0;
  #others = 0;
  readonly #steady: PlantedHabit[] = [];
  readonly #lapsing: PlantedHabit[] = [];
  readonly #fading: PlantedHabit[] = [];
  readonly #habits: PlantedHabit[] = [];

  /** Takes in the batch of customers that is in `synth_customer`. */
  async collect(connection: Connection): Promise<void> {
    const { rows } = await connection.query(`
      select
        count(*) filter (where is_founding_member),
        count(*) filter (where is_late_member),
        count(*) filter (where not is_founding_member and not is_late_member)
      from synth_customer where role <> 'excluded'`);
    const [founding, late, others] = (rows[0] ?? []).map(Number);
    this.#founding += founding ?? 0;
    this.#late += late ?? 0;
    this.#others += others ?? 0;
    await addNamed(connection, this.#steady, "role = 'steady'");
    await addNamed(connection, this.#lapsing, "role = 'lapsing'");
    await addNamed(connection, this.#fading, 'is_fading');
    await addNamed(connection, this.#habits, "role = 'regular'");
  }

  /** What was planted; `rowsOf` gives SQL of the rows of a table in the files, which are counted. */
  async finish(
    connection: Connection,
    { customers, months, seed }: SynthArguments,
    firstDay: string,
    rowsOf: (table: string) => string,
  ): Promise<Truth> {
    const { rows } = await connection.query(`
      select
        count(*),
        count(*) filter (where score >= 9),
        count(*) filter (where score between 7 and 8),
        count(*) filter (where score <= 6)
      from ${rowsOf('nps_responses')}`);
    const [answers, promoters, passives, detractors] = (rows[0] ?? []).map(Number);
    return {
      arguments: { customers, months, seed, first_day: firstDay },
      loyalty: {
        lifetime_factor: planted.lifetimeFactor,
        least_orders_a_month: planted.leastMemberRate / 1000,
        founding_members: this.#founding,
        late_members: this.#late,
        others: this.#others,
      },
      timing: {
        share_on_habit_weekday: planted.ordersOnHabitWeekday / 10,
        share_in_habit_hour: planted.ordersInHabitHour / 10,
        peak_weekday: likeliest(planted.habitWeekdays),
        peak_hour: likeliest(planted.habitHours),
      },
      payment: {
        share_paid_as_usual: planted.ordersPaidAsUsual / 10,
        commonest: likeliest(planted.paymentMethods),
      },
      steady: { least_gap_days: 28, most_gap_days: 31, customers: this.#steady.map(idOf) },
      lapsing: { customers: this.#lapsing.map(idOf) },
      fading: {
        months: planted.fadingMonths,
        share_of_worth: planted.fadingShare / 100,
        customers: this.#fading.map(idOf),
      },
      nps: {
        founding_members: netPromoterScore(planted.memberScores),
        others: netPromoterScore(planted.otherScores),
        responses: answers ?? 0,
        promoters: promoters ?? 0,
        passives: passives ?? 0,
        detractors: detractors ?? 0,
      },
      ...tableTruth(),
      habits: this.#habits,
    };
  }
}

function idOf(customer: PlantedHabit): string {
  return customer.customer_id;
}

/** Adds customers of the batch at hand to the list until it is long enough. */
async function addNamed(
  connection: Connection,
  named: PlantedHabit[],
  condition: string,
): Promise<void> {
  if (named.length >= most) return;
  const { rows } = await connection.query(`
    select customer_id, habit_weekday, habit_hour, habit_payment
    from synth_customer where ${condition} order by n limit ${most - named.length}`);
  for (const [id, weekday, hour, payment] of rows) {
    named.push({
      customer_id: String(id),
      weekday: Number(weekday),
      hour: Number(hour),
      payment_method: String(payment),
    });
  }
}
