/** A column and its type, as SQL spells it. */
export interface TypedColumn {
  readonly name: string;
  /** Such as DECIMAL(18,6). */
  readonly type: string;
}
