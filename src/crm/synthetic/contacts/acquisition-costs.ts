/** What a new customer costs by channel, in cents, and how many of eight come through it. */
export const acquisition: readonly {
  readonly channel: string;
  readonly costCents: number;
  readonly share: number;
}[] = [
  { channel: 'fair', costCents: 5_500, share: 1 },
  { channel: 'referral', costCents: 900, share: 1 },
  { channel: 'store', costCents: 1_800, share: 3 },
  { channel: 'web', costCents: 3_200, share: 2 },
];

/** The columns of the file of acquisition costs: each channel's cost of the customers to expect. */
export function selectAcquisitionCosts(customers: number, months: number): string {
  const rows = acquisition.map(
    ({ channel, costCents, share }) => `('${channel}', ${costCents}::bigint * ${share})`,
  );
  return `
select
  month.month,
  channel,
  ((cents * ${customers} * (90 + (month.m * 7 + length(channel)) % 21) // ${800 * months})
    ::decimal(16, 0) * 0.01::decimal(3, 2))::decimal(18, 2) as cost
from synth_month as month
cross join (values ${rows.join(', ')}) as channel (channel, cents)
order by month.month, channel`;
}
