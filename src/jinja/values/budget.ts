import { cpuSeconds, recentCpuSeconds } from '../../base/cpu-seconds.ts';
import { CrmError } from '../../base/errors/crm-error.ts';

/**
 * What one rendering may use: far more than a template of a project needs, and little enough that
 * none can hold up or exhaust the process.
 */
export const limits = {
  /** UTF-16 units of a template. */
  template: 2_000_000,
  /** UTF-16 units of one text, the rendered one included. */
  text: 10_000_000,
  /** Items of one list, range or dict, or parts of a rendered text. */
  items: 1_000_000,
  /** Bits of an int. */
  bits: 100_000,
  /** Calls, blocks, expressions and values inside of one another, while rendering. */
  depth: 1_000,
  /** Brackets and blocks inside of one another, in a template's text. */
  nesting: 100,
  /** Evaluated expressions, made items, and texts in pieces of 64 characters. */
  steps: 5_000_000,
  /** Seconds of CPU, for what takes long in few steps. */
  seconds: 1.5,
} as const;

/** Steps between two looks at the clock. */
const stepsBetweenLooks = 20_000;

/** What is left of the rendering that goes on; renderings are synchronous, so there is only one. */
interface Budget {
  steps: number;
  depth: number;
  nextLook: number;
  readonly startedAt: number;
  readonly cpuBefore: number;
}

let current: Budget | undefined;

/** Runs a rendering with a budget of its own; one inside of another shares that one's. */
export function withBudget<T>(action: () => T): T {
  if (current !== undefined) return action();
  current = {
    steps: 0,
    depth: 0,
    nextLook: stepsBetweenLooks,
    startedAt: performance.now(),
    cpuBefore: recentCpuSeconds(),
  };
  try {
    return action();
  } finally {
    current = undefined;
  }
}

/** Counts work. Throws CrmError `template-limit` when there was too much. */
export function spend(steps: number): void {
  if (current === undefined) return;
  current.steps += steps;
  if (current.steps > current.nextLook) look(current);
}

function look(budget: Budget): void {
  budget.nextLook = budget.steps + stepsBetweenLooks;
  if (budget.steps > limits.steps) {
    throw limitError(`rendering takes more than ${count(limits.steps)} steps`, endless);
  }
  // Other threads count into the CPU time, and other processes into the time on the clock.
  const passed = performance.now() - budget.startedAt;
  if (passed < limits.seconds * 1000) return;
  if (cpuSeconds() - budget.cpuBefore < limits.seconds) return;
  throw limitError(`rendering takes more than ${limits.seconds} seconds`, endless);
}

const endless = 'look for a loop over too many items; large data belongs in a seed or a table';

/** Goes one level deeper. Throws CrmError `template-limit` below the deepest one. */
export function enter(): void {
  if (current === undefined) return;
  current.depth += 1;
  if (current.depth > limits.depth) {
    throw limitError(
      `calls, blocks and values are nested more than ${count(limits.depth)} deep`,
      'look for a macro that calls itself, a list that contains itself, or a very long chain',
    );
  }
  spend(1);
}

export function leave(): void {
  if (current !== undefined) current.depth -= 1;
}

/** Runs `action` one level deeper, and comes back to this level however it ends. */
export function nested<T>(action: () => T, levels = 1): T {
  const depth = current?.depth ?? 0;
  if (current !== undefined) current.depth += levels - 1;
  enter();
  try {
    return action();
  } finally {
    if (current !== undefined) current.depth = depth;
  }
}

/** The same for what is inside of a list or dict, which takes more of JavaScript's own stack. */
export function nestedValue<T>(action: () => T): T {
  return nested(action, 5);
}

/** Counts a text of `length` that is about to be made. Throws CrmError `template-limit`. */
export function spendText(length: number): void {
  checkText(length);
  spend(length / 64);
}

/** Throws CrmError `template-limit` for a longer text than there may be. */
export function checkText(length: number): void {
  if (length > limits.text) {
    throw limitError(
      `a text has more than ${count(limits.text)} characters`,
      'look for a loop that makes it longer and longer',
    );
  }
}

/** Counts a list of `length` that is about to be made. Throws CrmError `template-limit`. */
export function spendItems(length: number): void {
  checkItems(length);
  spend(length);
}

/** Throws CrmError `template-limit` for more items than a list may have. */
export function checkItems(length: number): void {
  if (length > limits.items) {
    throw limitError(
      `a list or dict has more than ${count(limits.items)} items`,
      'large data belongs in a seed or a table',
    );
  }
}

/** Counts work on an int of so many bits. Throws CrmError `template-limit`. */
export function spendBits(bits: number): void {
  if (bits > limits.bits) {
    throw limitError(
      `an int has more than ${count(limits.bits)} bits`,
      'use a float, or compute it in SQL',
    );
  }
  spend(bits / 64);
}

/** Counts a search for `part` in `text`, which takes long for long parts. */
export function spendSearch(text: string, part: string): void {
  spend(text.length / 64 + (text.length / 250) * (part.length / 64));
}

/** An error that gets its place from whoever evaluates the expression. */
export function limitError(message: string, hint?: string): CrmError {
  return new CrmError('template-limit', { reason: message, hint });
}

/**
 * What JavaScript throws where it comes to its own limits (its stack, the longest string, the
 * largest bigint) as the error of the template that led there; anything else as it is.
 */
export function asLimitError(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  const isStack = /call stack/i.test(error.message);
  const reason = isStack ? 'it is nested too deeply' : error.message;
  return new CrmError(
    'template-limit',
    { reason: `this cannot be rendered: ${reason}` },
    { cause: error },
  );
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
