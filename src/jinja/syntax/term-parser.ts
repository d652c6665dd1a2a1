import { limits } from '../values/budget.ts';
import type { Arguments, Expression, Position, SliceExpression } from './ast.ts';
import { TokenParser } from './token-parser.ts';

const constants: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** What Jinja's operators work on: literals, names, calls, members, lists and dicts. */
export abstract class TermParser extends TokenParser {
  /** Names used so far in each macro that is being parsed, innermost last. */
  protected readonly usedNames: Set<string>[] = [];

  abstract expression(inlineIf?: boolean): Expression;

  /** One expression, or several with commas between them, which make a tuple. */
  tupleOrExpression(inlineIf = true): Expression {
    const at = this.position();
    const first = this.expression(inlineIf);
    if (this.peek().type !== 'comma') return first;
    const items = [first];
    while (this.skip('comma')) {
      if (this.endsTuple()) break;
      items.push(this.expression(inlineIf));
    }
    return { kind: 'tuple', at, items };
  }

  private endsTuple(): boolean {
    return (
      ['variable-end', 'block-end', 'right-paren'].includes(this.peek().type) ||
      this.isSymbol('in', 'recursive')
    );
  }

  protected primary(): Expression {
    const token = this.peek();
    const at = this.position(token);
    switch (token.type) {
      case 'symbol': {
        this.next();
        const constant = constants.get(token.value);
        if (constant !== undefined) return { kind: 'literal', at, value: constant };
        for (const used of this.usedNames) used.add(token.value);
        return { kind: 'name', at, name: token.value };
      }
      case 'string': {
        let value = '';
        while (this.peek().type === 'string') value += this.next().value;
        return { kind: 'literal', at, value };
      }
      case 'int':
        return { kind: 'literal', at, value: this.integer(at) };
      case 'float':
        return { kind: 'literal', at, value: Number(this.next().value) };
      case 'left-paren':
        return this.nest(at, () => this.parenthesis());
      case 'left-bracket':
        this.next();
        return { kind: 'list', at, items: this.nest(at, () => this.items('right-bracket')) };
      case 'left-curly':
        return this.nest(at, () => this.dict());
      default:
        return this.unexpected('an expression');
    }
  }

  private integer(at: Position): bigint {
    const { value } = this.next();
    const bits = value.length * 4;
    if (bits > limits.bits) {
      this.error('template-limit', `an int has more than ${limits.bits} bits`, at);
    }
    return BigInt(value);
  }

  private parenthesis(): Expression {
    const at = this.position(this.next());
    if (this.skip('right-paren')) return { kind: 'tuple', at, items: [] };
    const node = this.tupleOrExpression();
    this.expect('right-paren', "',' or ')'");
    return node;
  }

  private items(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.skip(end)) {
      if (items.length > 0) {
        this.expect('comma');
        if (this.skip(end)) break;
      }
      items.push(this.expression());
    }
    return items;
  }

  private dict(): Expression {
    const at = this.position(this.next());
    const pairs: { key: Expression; value: Expression }[] = [];
    while (!this.skip('right-curly')) {
      if (pairs.length > 0) {
        this.expect('comma', "',' or '}'");
        if (this.skip('right-curly')) break;
      }
      const key = this.expression();
      this.expect('colon');
      pairs.push({ key, value: this.expression() });
    }
    return { kind: 'dict', at, pairs };
  }

  protected postfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      if (this.isOperator('.')) node = this.attribute(node);
      else if (this.peek().type === 'left-bracket') node = this.item(node);
      else if (this.peek().type === 'left-paren') node = this.call(node);
      else return node;
    }
  }

  private attribute(target: Expression): Expression {
    this.next();
    const token = this.peek();
    const at = this.position(token);
    if (token.type === 'int') {
      const key: Expression = { kind: 'literal', at, value: this.integer(at) };
      return { kind: 'item', at, target, key };
    }
    const name = this.expect('symbol', "a name after '.'").value;
    return { kind: 'attribute', at, target, name };
  }

  private item(target: Expression): Expression {
    const at = this.position(this.next());
    const keys: (Expression | SliceExpression)[] = [];
    do keys.push(this.nest(at, () => this.subscript()));
    while (this.skip('comma'));
    this.expect('right-bracket');
    const [key] = keys;
    if (keys.length > 1 || key === undefined) {
      this.error('template-unsupported', 'an index with a comma', at, 'use one key or one slice');
    }
    return { kind: 'item', at, target, key };
  }

  private subscript(): Expression | SliceExpression {
    const at = this.position();
    const part = (): Expression | undefined =>
      ['colon', 'right-bracket', 'comma'].includes(this.peek().type)
        ? undefined
        : this.expression();
    const start = part();
    if (!this.skip('colon')) return start ?? this.unexpected('an index');
    const stop = part();
    const step = this.skip('colon') ? part() : undefined;
    return { kind: 'slice', at, start, stop, step };
  }

  protected call(target: Expression): Expression {
    return this.nest(target.at, () => ({
      kind: 'call',
      at: target.at,
      target,
      args: this.arguments(),
    }));
  }

  protected arguments(): Arguments {
    this.expect('left-paren');
    const positional: Expression[] = [];
    const named: { name: string; value: Expression }[] = [];
    const names = new Set<string>();
    let spread: Expression | undefined;
    let spreadNamed: Expression | undefined;
    let first = true;
    while (!this.skip('right-paren')) {
      if (!first) {
        this.expect('comma', "',' or ')'");
        if (this.skip('right-paren')) break;
      }
      first = false;
      const at = this.position();
      if (this.isOperator('*', '**')) {
        if (this.next().value === '*') spread = this.onlyOnce(spread, at);
        else spreadNamed = this.onlyOnce(spreadNamed, at);
        continue;
      }
      const value = this.expression();
      if (value.kind === 'name' && this.isOperator('=')) {
        this.next();
        if (names.has(value.name)) {
          this.error('template-syntax', `the argument '${value.name}' is given twice`, at);
        }
        names.add(value.name);
        named.push({ name: value.name, value: this.expression() });
      } else if (named.length > 0 || spread !== undefined || spreadNamed !== undefined) {
        this.error('template-syntax', 'an argument without a name after one with a name', at);
      } else positional.push(value);
    }
    return { positional, named, spread, spreadNamed };
  }

  private onlyOnce(before: Expression | undefined, at: Expression['at']): Expression {
    if (before !== undefined) this.error('template-syntax', 'two spread arguments', at);
    return this.expression();
  }
}
