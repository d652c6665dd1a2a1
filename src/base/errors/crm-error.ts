import { type ErrorCode, type ErrorPayload, explain } from './error-kinds.ts';
import type { SourceLocation, TraceFrame } from './source-location.ts';

/** Where an error is, and what caused it. */
export interface CrmErrorDetails {
  readonly location?: SourceLocation | undefined;
  /** The calls that led to the location, outermost first: macros, the model that a view error surfaced in. */
  readonly trace?: readonly TraceFrame[] | undefined;
  /** UTF-16 offset in the SQL statement that was sent; the sender turns it into a location. */
  readonly sqlOffset?: number | undefined;
  readonly cause?: unknown;
}

/** The one class of errors that a person is meant to read. Anything else thrown is a bug. */
export class CrmError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'CrmError';
  readonly code: Code;
  /** The facts of the error, typed by its code. */
  readonly payload: ErrorPayload<Code>;
  readonly location: SourceLocation | undefined;
  /** What the person can do about it, one sentence. */
  readonly hint: string | undefined;
  readonly trace: readonly TraceFrame[];
  readonly sqlOffset: number | undefined;

  constructor(code: Code, payload: ErrorPayload<Code>, details: CrmErrorDetails = {}) {
    const { message, hint } = explain(code, payload);
    super(readable(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.payload = payload;
    this.location = details.location;
    this.hint = hint === undefined ? undefined : readable(hint);
    this.trace = details.trace ?? [];
    this.sqlOffset = details.sqlOffset;
  }

  /** The same error with some details replaced. */
  with(details: CrmErrorDetails): CrmError<Code> {
    return new CrmError(this.code, this.payload, {
      location: this.location,
      trace: this.trace,
      sqlOffset: this.sqlOffset,
      cause: this.cause,
      ...details,
    });
  }

  /** The same error in other words; only for a payload that has a reason. */
  withReason(reason: string): CrmError<Code> {
    if (!('reason' in this.payload)) throw new Error(`${this.code} has no reason`);
    return new CrmError(this.code, { ...this.payload, reason }, this);
  }
}

/** Characters of a message; it names what a person wrote, which may be of any length. */
const longest = 4000;

function readable(message: string): string {
  if (message.length <= longest) return message;
  const end = ` … (${message.length} characters)`;
  return message.slice(0, longest - end.length) + end;
}

/** Several errors that belong together, thrown where a caller cannot go on without a result. */
export class CrmErrors extends Error {
  override readonly name = 'CrmErrors';
  readonly errors: readonly CrmError[];

  constructor(errors: readonly CrmError[]) {
    super(errors.map(error => error.message).join('\n'));
    this.errors = errors;
  }
}
