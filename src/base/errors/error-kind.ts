/** What is said of an error: what is wrong, and what to do about it. */
export interface Explanation {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** One code: what causes it, how it is put right, and the sentence that its payload becomes. */
export interface ErrorKind<Payload> {
  /** What the code stands for, such as "a YAML file does not parse". */
  readonly cause: string;
  /** What puts it right, one sentence. */
  readonly cure: string;
  readonly explain: (payload: Payload) => Explanation;
}

/** Defines a code. */
export function errorKind<Payload>(
  cause: string,
  cure: string,
  explain: (payload: Payload) => Explanation,
): ErrorKind<Payload> {
  return { cause, cure, explain };
}

/** The payload of codes that cover many situations: the sentence itself. */
export interface Reason {
  readonly reason: string;
  readonly hint?: string | undefined;
}

/** Defines a code whose payload is its sentence. */
export function reasonKind<Payload extends Reason = Reason>(
  cause: string,
  cure: string,
): ErrorKind<Payload> {
  return errorKind(cause, cure, ({ reason, hint }) => ({ message: reason, hint }));
}

/** A name that does not exist, and the ones that do. */
export interface UnknownName {
  readonly name: string;
  /** The known name that was probably meant. */
  readonly nearest?: string | undefined;
  /** What to do where no known name is close. */
  readonly hint?: string | undefined;
}

/** The hint of an unknown name. */
export function didYouMean({ nearest, hint }: Omit<UnknownName, 'name'>): string | undefined {
  return nearest === undefined ? hint : `did you mean '${nearest}'?`;
}
