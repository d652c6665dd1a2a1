import type { ErrorCode } from './error-codes.ts';
import type { SourceLocation, TraceFrame } from './source-location.ts';

/** What a CrmError can carry beside its code and reason. */
export interface CrmErrorDetails {
  readonly location?: SourceLocation | undefined;
  /** What the person can do about it, one sentence. */
  readonly hint?: string | undefined;
  /** The way to the location, outermost first: macro calls, the model that a view error surfaced in. */
  readonly trace?: readonly TraceFrame[] | undefined;
  /** UTF-16 offset in the SQL statement that was sent; the sender turns it into a location. */
  readonly sqlOffset?: number | undefined;
  readonly cause?: unknown;
}

/** The one class of errors that a person is meant to read. Anything else thrown is a bug. */
export class CrmError extends Error {
  override readonly name = 'CrmError';
  readonly code: ErrorCode;
  readonly location: SourceLocation | undefined;
  readonly hint: string | undefined;
  readonly trace: readonly TraceFrame[];
  readonly sqlOffset: number | undefined;

  constructor(code: ErrorCode, message: string, details: CrmErrorDetails = {}) {
    super(readable(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.location = details.location;
    this.hint = details.hint === undefined ? undefined : readable(details.hint);
    this.trace = details.trace ?? [];
    this.sqlOffset = details.sqlOffset;
  }

  /** The same error with some details replaced. */
  with(details: CrmErrorDetails): CrmError {
    return new CrmError(this.code, this.message, {
      location: this.location,
      hint: this.hint,
      trace: this.trace,
      sqlOffset: this.sqlOffset,
      cause: this.cause,
      ...details,
    });
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
