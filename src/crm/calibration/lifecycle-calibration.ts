export const lifecycleThresholdNames = [
  'at_risk_days',
  'drop_off_days',
  'loyal_orders',
  'ticket_decline',
] as const;

/** Thresholds of the lifecycle stages: decimals as text without zeros that do not count. */
export type LifecycleThresholds = Readonly<
  Record<(typeof lifecycleThresholdNames)[number], string>
>;

/** The stages, from before the first order to after the last. */
export const lifecycleStages = [
  'Prospect',
  'New',
  'Repeat',
  'Loyal',
  'At Risk',
  'Dropped Off',
  'Reactivated',
] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

/** What calibrating the lifecycle on the orders up to one month's end gives. Months are YYYY-MM. */
export interface LifecycleCalibration {
  readonly month: string;
  readonly customers: number;
  /** The version that the published build used for the month. */
  readonly current: { readonly effectiveFrom: string; readonly thresholds: LifecycleThresholds };
  readonly proposed: {
    /** The month after the calibration month: what has been reported stays as it was. */
    readonly effectiveFrom: string;
    /** ticket_decline is the one in force: the data propose none. */
    readonly thresholds: LifecycleThresholds;
    /** False where no order number gets there, and loyal_orders is the one in force. */
    readonly hasLoyalOrders: boolean;
  };
  /** What the proposal is judged by; shares lie between 0 and 1, null without anything to ask. */
  readonly evidence: {
    /** Gaps between days with an order. */
    readonly gaps: number;
    /** Silences of the proposed days that ended with an order, at least. */
    readonly atRiskReturnShare: number | null;
    readonly dropOffReturnShare: number | null;
    /** Orders of the number loyal_orders that another followed in time; null where none gets there. */
    readonly loyalFollowedShare: number | null;
    /** Orders that another followed in time, with a declining ticket and without. */
    readonly decliningFollowedShare: number | null;
    readonly steadyFollowedShare: number | null;
  };
  /** Every pair of stages with customers, those who stay included. */
  readonly moves: readonly {
    readonly from: LifecycleStage;
    readonly to: LifecycleStage;
    readonly customers: number;
  }[];
}
