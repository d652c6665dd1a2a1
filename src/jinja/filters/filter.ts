import type { Value } from '../values/value.ts';

export type Bound = readonly (Value | undefined)[];

/** A filter of fixed arguments: their names, how many are needed, and what it does. */
export interface PlainFilter {
  readonly parameters: readonly string[];
  readonly required: number;
  /** `what` names the filter in messages. */
  readonly run: (value: Value, args: Bound, what: string) => Value;
}

export type FilterTable = Readonly<Record<string, PlainFilter>>;

/** A filter without needed arguments unless `required` says so. */
export function filter(
  parameters: readonly string[],
  run: PlainFilter['run'],
  required = 0,
): PlainFilter {
  return { parameters, required, run };
}
