/** A value that YAML and JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of such values. */
export interface JsonObject {
  readonly [key: string]: Json;
}
