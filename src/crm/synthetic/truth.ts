import type { Connection } from '../../engine/engine.ts';
import type { SynthArguments } from '../synth-arguments.ts';
import { likeliest, netPromoterScore, planted } from './planted.ts';

/** What one customer was made to do. */
export interface PlantedHabit {
  readonly customer_id: string;
  /** Monday is 1. */
  readonly weekday: number;
  readonly hour: number;
  readonly payment_method: string;
}

/** What was planted in synthetic data: the content of truth.json. */
export interface Truth {
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
    /** Customers who are no members, or of whom it is not known. */
    readonly others: number;
  };
  /** Shares of orders that follow the habit, beside what does so by chance. */
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
  /** Customers whose last orders before they stop are as small as can be. */
  readonly fading: { readonly months: number; readonly customers: readonly string[] };
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
  readonly #steady: string[] = [];
  readonly #lapsing: string[] = [];
  readonly #fading: string[] = [];
  readonly #habits: PlantedHabit[] = [];

  /** Takes in the batch of customers that stands in `synth_customer`. */
  async collect(connection: Connection): Promise<void> {
    const { rows } = await connection.query(`
      select
        customer_id, role, is_founding_member, is_late_member, is_fading and basket > 1,
        habit_weekday, habit_hour, habit_payment
      from synth_customer where role <> 'excluded' order by n`);
    for (const [id, role, founding, late, fading, weekday, hour, payment] of rows) {
      const customer_id = String(id);
      if (founding === true) this.#founding += 1;
      else if (late === true) this.#late += 1;
      else this.#others += 1;
      if (role === 'steady') this.#name(this.#steady, customer_id);
      if (role === 'lapsing') this.#name(this.#lapsing, customer_id);
      if (fading === true) this.#name(this.#fading, customer_id);
      if (role !== 'regular') continue;
      this.#name(this.#habits, {
        customer_id,
        weekday: Number(weekday),
        hour: Number(hour),
        payment_method: String(payment),
      });
    }
  }

  #name<T>(list: T[], item: T): void {
    if (list.length < most) list.push(item);
  }

  /** What was planted; the answers are counted in the files that hold them. */
  async finish(
    connection: Connection,
    { customers, months, seed }: SynthArguments,
    firstDay: string,
    responses: string,
  ): Promise<Truth> {
    const { rows } = await connection.query(`
      select
        count(*),
        count(*) filter (where score >= 9),
        count(*) filter (where score between 7 and 8),
        count(*) filter (where score <= 6)
      from ${responses}`);
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
      steady: { least_gap_days: 28, most_gap_days: 31, customers: this.#steady },
      lapsing: { customers: this.#lapsing },
      fading: { months: planted.fadingMonths, customers: this.#fading },
      nps: {
        founding_members: netPromoterScore(planted.memberScores),
        others: netPromoterScore(planted.otherScores),
        responses: answers ?? 0,
        promoters: promoters ?? 0,
        passives: passives ?? 0,
        detractors: detractors ?? 0,
      },
      habits: this.#habits,
    };
  }
}
