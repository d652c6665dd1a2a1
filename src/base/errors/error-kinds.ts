import type { ErrorKind, Explanation, Reason } from './error-kind.ts';
import { dataKinds } from './kinds/data-kinds.ts';
import { graphKinds } from './kinds/graph-kinds.ts';
import { projectKinds } from './kinds/project-kinds.ts';
import { sqlKinds } from './kinds/sql-kinds.ts';
import { templateKinds } from './kinds/template-kinds.ts';
import { warehouseKinds } from './kinds/warehouse-kinds.ts';

/**
 * Every code that a CrmError can carry: its cause, its cure, and the function that makes message
 * and hint of its payload. docs/errors.md is generated from this table.
 */
export const errorKinds = {
  ...projectKinds,
  ...templateKinds,
  ...graphKinds,
  ...sqlKinds,
  ...dataKinds,
  ...warehouseKinds,
};

/** A code of the table above. */
export type ErrorCode = keyof typeof errorKinds;

/** The payload of a code. */
export type ErrorPayload<Code extends ErrorCode> = Code extends ErrorCode
  ? (typeof errorKinds)[Code] extends ErrorKind<infer Payload>
    ? Payload
    : never
  : never;

/** Codes whose payload is their sentence. */
export type ReasonCode = {
  [Code in ErrorCode]: Reason extends ErrorPayload<Code> ? Code : never;
}[ErrorCode];

/** Message and hint of a payload. */
export function explain<Code extends ErrorCode>(
  code: Code,
  payload: ErrorPayload<Code>,
): Explanation {
  const kind = errorKinds[code] as ErrorKind<unknown>;
  return kind.explain(payload);
}

/** Codes of errors that keep a file or directory, or a part of it, from being read. */
export const unreadCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file-unreadable',
  'system-error',
  'disk-full',
  'file-encoding',
  'yaml-syntax',
  'template-syntax',
]);
