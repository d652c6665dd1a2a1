import { CrmError } from '../base/crm-error.ts';
import { formatCount } from '../base/format-count.ts';

const shownAtMost = 20;

/** The mistakes of one file: the first ones are kept, the rest counted. */
export class Mistakes {
  readonly #errors: CrmError[] = [];
  readonly #path: string;
  #count = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds a mistake; `make` is called only when it is going to be shown. */
  add(make: () => CrmError): void {
    this.#count += 1;
    if (this.#count <= shownAtMost + 1) this.#errors.push(make());
  }

  /** Adds mistakes that were counted and not read. */
  addUnread(count: number): void {
    this.#count += count;
  }

  /** What was found, in the order of the file; the last one stands for those beyond the limit. */
  list(): readonly CrmError[] {
    const more = this.#count - shownAtMost;
    const next = this.#errors[shownAtMost];
    if (more <= 1 || next === undefined) return this.#errors;
    const rest = `and ${formatCount(more)} more mistakes in ${this.#path}`;
    return [
      ...this.#errors.slice(0, shownAtMost),
      new CrmError(next.code, rest, { location: next.location }),
    ];
  }
}

/** A value as a message shows it: quoted, and cut when it is long. */
export function showValue(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short);
}
