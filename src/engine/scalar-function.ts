/**
 * A function on numbers that SQL can call like one of the database's own. It is called once a row
 * and never with a NULL: a NULL argument gives NULL. What it throws is told as the statement's
 * error, with the message.
 */
export interface ScalarFunction {
  /** As SQL calls it: lower case, words joined by underscores. */
  readonly name: string;
  /** Names of the arguments; each is a DOUBLE, to which SQL casts other numbers. */
  readonly parameters: readonly string[];
  /** Gives the DOUBLE for one row. Only a RangeError is the caller's fault; others are bugs. */
  readonly compute: (...values: readonly number[]) => number;
}
