import type { Arguments, BinaryOperator, CompareOperator, Expression, FilterCall } from './ast.ts';
import { TermParser } from './term-parser.ts';

const comparisons = ['==', '!=', '<', '<=', '>', '>='];
/** Words that end an expression, so that they are not taken for the argument of a test. */
const keywords = ['else', 'or', 'and', 'if', 'not', 'in', 'recursive'];

const noArguments: Arguments = {
  positional: [],
  named: [],
  spread: undefined,
  spreadNamed: undefined,
};

/** Jinja's expressions, with Jinja's precedence. */
export class ExpressionParser extends TermParser {
  /** An expression with `a if b else c`, unless `inlineIf` says no. */
  override expression(inlineIf = true): Expression {
    let node = this.or();
    while (inlineIf && this.isSymbol('if')) {
      const at = this.position(this.next());
      const test = this.or();
      const otherwise = this.skipSymbol('else')
        ? this.nest(at, () => this.expression())
        : undefined;
      node = { kind: 'conditional', at, test, value: node, otherwise };
    }
    return node;
  }

  private or(): Expression {
    let left = this.and();
    while (this.isSymbol('or')) {
      const at = this.position(this.next());
      left = { kind: 'or', at, left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.not();
    while (this.isSymbol('and')) {
      const at = this.position(this.next());
      left = { kind: 'and', at, left, right: this.not() };
    }
    return left;
  }

  private not(): Expression {
    if (!this.isSymbol('not')) return this.compare();
    const at = this.position(this.next());
    return { kind: 'not', at, operand: this.nest(at, () => this.not()) };
  }

  private compare(): Expression {
    const first = this.sum();
    const rest: { operator: CompareOperator; right: Expression }[] = [];
    const at = this.position();
    for (;;) {
      let operator: string;
      if (this.isOperator(...comparisons) || this.isSymbol('in')) operator = this.next().value;
      else if (this.isSymbol('not')) {
        this.next();
        if (!this.isSymbol('in')) this.unexpected("'in' after 'not'");
        operator = `not ${this.next().value}`;
      } else break;
      rest.push({ operator: operator as CompareOperator, right: this.sum() });
    }
    return rest.length === 0 ? first : { kind: 'compare', at, first, rest };
  }

  private sum(): Expression {
    return this.binary(['+', '-'], () => this.concat());
  }

  private concat(): Expression {
    const at = this.position();
    const parts = [this.product()];
    while (this.skip('tilde')) parts.push(this.product());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'concat', at, parts };
  }

  private product(): Expression {
    return this.binary(['*', '/', '//', '%'], () => this.binary(['**'], () => this.unary(true)));
  }

  private binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.isOperator(...operators)) {
      const token = this.next();
      const operator = token.value as BinaryOperator;
      left = { kind: 'binary', at: this.position(token), operator, left, right: operand() };
    }
    return left;
  }

  private unary(filters: boolean): Expression {
    let node: Expression;
    if (this.isOperator('-', '+')) {
      const token = this.next();
      const operator = token.value === '-' ? '-' : '+';
      const at = this.position(token);
      node = { kind: 'unary', at, operator, operand: this.nest(at, () => this.unary(false)) };
    } else {
      node = this.primary();
    }
    node = this.postfix(node);
    return filters ? this.filtersAndTests(node) : node;
  }

  private filtersAndTests(start: Expression): Expression {
    let node = start;
    for (;;) {
      if (this.peek().type === 'pipe') {
        const filter = this.filter();
        node = { kind: 'filter', at: filter.at, target: node, filter };
      } else if (this.isSymbol('is')) node = this.test(node);
      else if (this.peek().type === 'left-paren') node = this.call(node);
      else return node;
    }
  }

  /** `| name(args)`; in a filter block the first one comes without the bar. */
  protected filter(bar = true): FilterCall {
    if (bar) this.expect('pipe');
    const at = this.position();
    const name = this.dottedName();
    const args = this.peek().type === 'left-paren' ? this.arguments() : noArguments;
    return { at, name, args };
  }

  private test(target: Expression): Expression {
    const isAt = this.position(this.next());
    const negated = this.skipSymbol('not');
    const at = this.position();
    const name = this.dottedName();
    const node: Expression = { kind: 'test', at, target, name, args: this.testArguments() };
    return negated ? { kind: 'not', at: isAt, operand: node } : node;
  }

  private testArguments(): Arguments {
    const { type } = this.peek();
    if (type === 'left-paren') return this.arguments();
    if (this.isSymbol('is')) {
      this.error('template-syntax', "tests cannot be chained with 'is'", this.position());
    }
    const starts = ['symbol', 'string', 'int', 'float', 'left-bracket', 'left-curly'];
    if (!starts.includes(type) || this.isSymbol(...keywords)) return noArguments;
    return { ...noArguments, positional: [this.postfix(this.primary())] };
  }

  private dottedName(): string {
    let name = this.expect('symbol').value;
    while (this.isOperator('.')) {
      this.next();
      name += `.${this.expect('symbol').value}`;
    }
    return name;
  }
}
