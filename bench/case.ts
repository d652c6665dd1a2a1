/** One line of the table of results. */
export interface Row {
  /** What was measured, such as `build / bare connection`. */
  readonly what: string;
  /** The figure with its unit. */
  readonly measured: string;
  /** What it may be at most; undefined for figures that are only reported. */
  readonly limit: string | undefined;
  readonly holds: boolean | undefined;
}

/** A ratio compared with a limit. */
export function ratioRow(what: string, ratio: number, limit: number, detail: string): Row {
  return {
    what,
    measured: `${ratio.toFixed(2)} × (${detail})`,
    limit: `${limit.toFixed(2)} ×`,
    holds: ratio <= limit,
  };
}

/** A figure that is only reported. */
export function figureRow(what: string, measured: string): Row {
  return { what, measured, limit: undefined, holds: undefined };
}

/** Seconds for people. */
export function seconds(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(1)} s`;
}

/** Bytes for people. */
export function gibibytes(bytes: number | undefined): string {
  return bytes === undefined ? 'not known here' : `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}
