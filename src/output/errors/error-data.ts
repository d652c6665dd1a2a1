import type { CrmError } from '../../base/errors/crm-error.ts';
import type { JsonObject } from '../../base/text/json.ts';

/** An error for machines: code, typed payload, place and sentence; files are relative to the project. */
export function errorData(error: CrmError): JsonObject {
  return {
    code: error.code,
    reason: error.message,
    payload: error.payload as unknown as JsonObject,
    location: error.location === undefined ? null : { ...error.location },
    hint: error.hint ?? null,
    trace: error.trace.map(frame => ({ what: frame.what, location: { ...frame.location } })),
  };
}
