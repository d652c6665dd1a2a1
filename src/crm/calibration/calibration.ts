export const thresholdNames = [
  't_high',
  't_mid_high',
  't_mid',
  'a_high',
  'f_high',
  'f_mid',
] as const;

/** Thresholds of the value tiers: decimals as text without zeros that do not count. */
export type TierThresholds = Readonly<Record<(typeof thresholdNames)[number], string>>;

/** The tiers of Active, not Passive customers, highest first. */
export const volumeTiers = ['Diamond', 'Platinum', 'Gold', 'Silver', 'Bronze'] as const;
export type VolumeTier = (typeof volumeTiers)[number];

/** A tier under the thresholds in force and under the proposed ones. */
export interface CalibratedTier {
  readonly tier: VolumeTier;
  /** Between 0 and 1. */
  readonly targetShare: number;
  readonly currentCustomers: number;
  readonly proposedCustomers: number;
}

/** What calibrating on one month gives. Months are written YYYY-MM. */
export interface Calibration {
  readonly month: string;
  /** Active, not Passive customers of the month. */
  readonly customers: number;
  /** The version that the published build used for the month. */
  readonly current: { readonly effectiveFrom: string; readonly thresholds: TierThresholds };
  readonly proposed: {
    /** The month after the calibration month: what has been reported stays as it was. */
    readonly effectiveFrom: string;
    readonly thresholds: TierThresholds;
    /** Customers by which the tiers miss their targets, as a decimal. */
    readonly sumOfDifferences: string;
    /** True where no ordered thresholds at all come closer. */
    readonly isProvenBest: boolean;
  };
  /** In the order of `volumeTiers`. */
  readonly tiers: readonly CalibratedTier[];
  /** Every pair of tiers with customers, those who stay included. */
  readonly moves: readonly {
    readonly from: VolumeTier;
    readonly to: VolumeTier;
    readonly customers: number;
  }[];
}

/** Whether two sets of thresholds are the same. */
export function sameThresholds(one: TierThresholds, other: TierThresholds): boolean {
  return thresholdNames.every(name => one[name] === other[name]);
}
