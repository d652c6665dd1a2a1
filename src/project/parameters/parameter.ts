import type { Located, SourceLocation } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';

/** The types of parameters; `strings` and `dates` are lists. */
export const parameterTypes = [
  'integer',
  'number',
  'boolean',
  'string',
  'date',
  'month',
  'strings',
  'dates',
] as const;

export type ParameterType = (typeof parameterTypes)[number];

/** A var that a property file declares, so that its values are checked before anything is rendered. */
export interface Parameter {
  readonly name: Located<string>;
  readonly type: ParameterType;
  /** Null where it is not set, which only a nullable parameter may be. */
  readonly default: Json;
  readonly nullable: boolean;
  /** Bounds of a number: from `min` to `max`, or above and below a number that is not one itself. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly above: number | undefined;
  readonly below: number | undefined;
  /** The strings that it may be, or that its list may hold. */
  readonly choices: readonly string[] | undefined;
  /** Such as days or EUR. */
  readonly unit: string | undefined;
  readonly description: string;
}

/** Where the value of a var comes from; the later ones win. */
export type VarOrigin = 'default' | 'project' | 'target' | 'command line';

/** A var with its value. */
export interface VarSetting {
  readonly name: string;
  readonly value: Json;
  readonly origin: VarOrigin;
  /** Where the value is written. */
  readonly location: SourceLocation;
  /** Undefined for a var that nothing declares. */
  readonly parameter: Parameter | undefined;
}
