/**
 * What is planted in the data next to its traits, so that an analysis can be compared with it. The
 * numbers go into truth.json; each list is drawn from evenly.
 */
export const planted = {
  /** How many times longer members from the start stay than they would otherwise. */
  lifetimeFactor: 3,
  /** Orders a month in thousandths that members from the start make at least while they stay. */
  leastMemberRate: 800,
  /** Of ten orders, those on the customer's own weekday, next to what falls there by chance. */
  ordersOnHabitWeekday: 5,
  /** Of ten orders, those that would be there if none met another on its way. */
  ordersToHabitWeekday: 6,
  /** Of ten orders, those in the customer's own hour, next to what falls there by chance. */
  ordersInHabitHour: 6,
  /** Of ten orders, those paid in the customer's own way, next to what is so by chance. */
  ordersPaidAsUsual: 8,
  /** Monday is 1. Saturday is the likeliest. */
  habitWeekdays: [1, 2, 3, 4, 5, 5, 6, 6, 6, 6],
  /** Ten o'clock is the likeliest. */
  habitHours: [8, 9, 10, 10, 10, 10, 11, 12, 14, 15, 16, 17, 17, 18],
  paymentMethods: ['card', 'card', 'card', 'cash', 'transfer', 'wallet'],
  /** Months before they stop in which orders of fading customers are worth so many hundredths. */
  fadingMonths: 3,
  fadingShare: 35,
  /** Answers of members from the start: a Net Promoter Score of 40. */
  memberScores: [10, 10, 10, 10, 10, 10, 9, 9, 9, 9, 9, 8, 8, 8, 8, 7, 7, 6, 4, 2],
  /** Answers of everybody else: a Net Promoter Score of 10. */
  otherScores: [10, 10, 10, 10, 9, 9, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 5, 4, 3, 0],
} as const;

/** The value that occurs most often in a list; the first of equals. */
export function likeliest<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  if (best === undefined) throw new Error('no values');
  return best[0];
}

/** Percentage of answers of 9 and 10 less percentage of answers up to 6. */
export function netPromoterScore(scores: readonly number[]): number {
  const promoters = scores.filter(score => score >= 9).length;
  const detractors = scores.filter(score => score <= 6).length;
  return (100 * (promoters - detractors)) / scores.length;
}
