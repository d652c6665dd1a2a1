/** A place in a template, 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface At {
  readonly at: Position;
}

/** Arguments of a call, a filter or a test as written. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
  /** `*list` and `**dict`. */
  readonly spread: Expression | undefined;
  readonly spreadNamed: Expression | undefined;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A filter with its arguments; `target` is missing in a filter block. */
export interface FilterCall extends At {
  readonly name: string;
  readonly args: Arguments;
}

export interface NameExpression extends At {
  readonly kind: 'name';
  readonly name: string;
}
export interface CallExpression extends At {
  readonly kind: 'call';
  readonly target: Expression;
  readonly args: Arguments;
}
export interface SliceExpression extends At {
  readonly kind: 'slice';
  readonly start: Expression | undefined;
  readonly stop: Expression | undefined;
  readonly step: Expression | undefined;
}

export type Expression =
  | (At & {
      readonly kind: 'literal';
      readonly value: null | boolean | bigint | number | string;
    })
  | NameExpression
  | (At & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (At & { readonly kind: 'tuple'; readonly items: readonly Expression[] })
  | (At & {
      readonly kind: 'dict';
      readonly pairs: readonly { readonly key: Expression; readonly value: Expression }[];
    })
  | (At & { readonly kind: 'attribute'; readonly target: Expression; readonly name: string })
  | (At & {
      readonly kind: 'item';
      readonly target: Expression;
      readonly key: Expression | SliceExpression;
    })
  | CallExpression
  | (At & { readonly kind: 'filter'; readonly target: Expression; readonly filter: FilterCall })
  | (At & {
      readonly kind: 'test';
      readonly target: Expression;
      readonly name: string;
      readonly args: Arguments;
    })
  | (At & { readonly kind: 'not'; readonly operand: Expression })
  | (At & { readonly kind: 'unary'; readonly operator: '-' | '+'; readonly operand: Expression })
  | (At & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (At & { readonly kind: 'concat'; readonly parts: readonly Expression[] })
  | (At & {
      readonly kind: 'compare';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: CompareOperator; readonly right: Expression }[];
    })
  | (At & {
      readonly kind: 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
    })
  | (At & {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly value: Expression;
      readonly otherwise: Expression | undefined;
    });

/** What a for, set or with assigns to. */
export type AssignTarget =
  | NameExpression
  | (At & { readonly kind: 'tuple'; readonly items: readonly AssignTarget[] })
  | (At & { readonly kind: 'member'; readonly object: string; readonly name: string });

export interface Parameter {
  readonly name: string;
  readonly fallback: Expression | undefined;
}

/** A macro, a test block, or the body of a call block. */
export interface MacroDefinition extends At {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Which of the names varargs, kwargs and caller its body uses. */
  readonly uses: ReadonlySet<string>;
  /** The text of the whole block, tags included. */
  readonly source: string;
}

export type Statement =
  | (At & { readonly kind: 'text'; readonly text: string })
  | (At & { readonly kind: 'output'; readonly expression: Expression })
  | (At & { readonly kind: 'do'; readonly expression: Expression })
  | (At & {
      readonly kind: 'if';
      readonly branches: readonly {
        readonly test: Expression;
        readonly body: readonly Statement[];
      }[];
      readonly otherwise: readonly Statement[];
    })
  | (At & {
      readonly kind: 'for';
      readonly target: AssignTarget;
      readonly iterable: Expression;
      readonly condition: Expression | undefined;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    })
  | (At & { readonly kind: 'set'; readonly target: AssignTarget; readonly value: Expression })
  | (At & {
      readonly kind: 'set-block';
      readonly target: AssignTarget;
      readonly filters: readonly FilterCall[];
      readonly body: readonly Statement[];
    })
  | (At & {
      readonly kind: 'filter-block';
      readonly filters: readonly FilterCall[];
      readonly body: readonly Statement[];
    })
  | (At & {
      readonly kind: 'with';
      readonly assignments: readonly {
        readonly target: AssignTarget;
        readonly value: Expression;
      }[];
      readonly body: readonly Statement[];
    })
  | (At & {
      readonly kind: 'macro' | 'test-block';
      readonly definition: MacroDefinition;
    })
  | (At & {
      readonly kind: 'call-block';
      readonly call: CallExpression;
      readonly definition: MacroDefinition;
    })
  | (At & { readonly kind: 'break' | 'continue' });
