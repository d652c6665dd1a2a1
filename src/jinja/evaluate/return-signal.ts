import type { Value } from '../values/value.ts';

/** Carries the value of `return()` out of the macro that called it. */
export class ReturnSignal {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}
