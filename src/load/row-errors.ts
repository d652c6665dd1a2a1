import { CrmError } from '../base/errors/crm-error.ts';
import type { SourceLocation } from '../base/errors/source-location.ts';

/** Codes of what is wrong in the rows of a file. */
export type DataCode =
  | 'bad-value'
  | 'file-encoding'
  | 'ragged-line'
  | 'total-row'
  | 'suspect-value';

/** What errors are alike in; those of one kind become one error. */
export interface RowErrorKind {
  readonly code: DataCode;
  /** Column and reason, or what else distinguishes one kind from another of the same code. */
  readonly key: string;
  readonly noun: 'value' | 'line';
}

/** One error. */
export interface RowError {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly location: SourceLocation;
  /** Where it is, in a sentence that has named the file: `3:14`, `row 7`. */
  readonly place: string;
  /** The value, as a message shows it. */
  readonly shown?: string;
}

interface Group {
  readonly code: DataCode;
  readonly noun: 'value' | 'line';
  readonly examples: RowError[];
  count: number;
}

const shownAtMost = 3;

/** The errors of one file: every kind is retained, with its first examples and how many there are. */
export class RowErrors {
  readonly #groups = new Map<string, Group>();

  /** Adds `count` errors of a kind; `make` is called only when an example is going to be shown. */
  add({ code, key, noun }: RowErrorKind, make: () => RowError, count = 1): void {
    const id = `${code} ${noun} ${key}`;
    let group = this.#groups.get(id);
    if (group === undefined) {
      group = { code, noun, examples: [], count: 0 };
      this.#groups.set(id, group);
    }
    group.count += count;
    if (group.examples.length < shownAtMost) group.examples.push(make());
  }

  /** An error a kind, where its first example is, in the order in which they were first met. */
  list(): readonly CrmError[] {
    return [...this.#groups.values()].flatMap(({ code, noun, examples, count }) => {
      const [first, ...others] = examples;
      if (first === undefined) return [];
      const payload = { reason: first.message, hint: first.hint, noun, count, others };
      return [new CrmError(code, payload, { location: first.location })];
    });
  }
}

/** A value as a message shows it: quoted, and cut when it is long. */
export function showValue(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short);
}
