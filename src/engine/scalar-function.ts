/**
 * A type of SQL that functions take and give: DOUBLE, INTEGER, BOOLEAN, VARCHAR, a list, or a
 * struct with its fields in order.
 */
export type ValueType =
  | 'double'
  | 'integer'
  | 'boolean'
  | 'varchar'
  | { readonly list: ValueType }
  | { readonly struct: Readonly<Record<string, ValueType>> };

/** What a value of a type is in TypeScript. Nothing inside of it is NULL. */
export type ValueOf<T extends ValueType> = T extends 'double' | 'integer'
  ? number
  : T extends 'boolean'
    ? boolean
    : T extends 'varchar'
      ? string
      : T extends { readonly list: infer Item extends ValueType }
        ? readonly ValueOf<Item>[]
        : T extends { readonly struct: infer Fields extends Readonly<Record<string, ValueType>> }
          ? { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }
          : never;

/** The same for a result, where each field of a struct may be NULL, but no item of a list. */
export type ResultOf<T extends ValueType> = T extends {
  readonly list: infer Item extends ValueType;
}
  ? readonly ResultOf<Item>[]
  : T extends { readonly struct: infer Fields extends Readonly<Record<string, ValueType>> }
    ? { readonly [Name in keyof Fields]: ResultOf<Fields[Name]> | null }
    : ValueOf<T>;

export type FunctionParameters = Readonly<Record<string, ValueType>>;

export type ArgumentsOf<P extends FunctionParameters> = {
  readonly [Name in keyof P]: ValueOf<P[Name]>;
};

/** A function as `defineFunction` takes it, with what it computes typed by its parameters. */
export interface FunctionDefinition<P extends FunctionParameters, R extends ValueType> {
  /** As SQL calls it: lower case, words joined by underscores. */
  readonly name: string;
  /** Types of the arguments by name, in the order of the call; SQL casts what fits to them. */
  readonly parameters: P;
  readonly returns: R;
  /** Gives the value for one row. Only a RangeError is the caller's fault; others are bugs. */
  readonly compute: (args: ArgumentsOf<P>) => ResultOf<R> | null;
}

/**
 * A function that SQL can call like one of the database's own. It is called once a row and never
 * with a NULL: a NULL argument gives NULL, and a NULL inside an argument is an error. What it
 * throws is reported as the statement's error, with the message.
 */
export interface ScalarFunction {
  readonly name: string;
  readonly parameters: FunctionParameters;
  readonly returns: ValueType;
  readonly compute: (args: never) => unknown;
}

/** A function whose `compute` is checked against its parameters and its result. */
export function defineFunction<const P extends FunctionParameters, const R extends ValueType>(
  definition: FunctionDefinition<P, R>,
): ScalarFunction {
  return definition;
}
