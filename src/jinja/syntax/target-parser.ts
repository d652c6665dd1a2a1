import type { AssignTarget, Parameter } from './ast.ts';
import { ExpressionParser } from './expression-parser.ts';

/** What names are given to: parameters of a macro, targets of set, for and with. */
export class TargetParser extends ExpressionParser {
  protected parameters(): Parameter[] {
    this.expect('left-paren');
    const parameters: Parameter[] = [];
    const names = new Set<string>();
    while (!this.skip('right-paren')) {
      if (parameters.length > 0) {
        this.expect('comma', "',' or ')'");
        if (this.skip('right-paren')) break;
      }
      const at = this.position();
      const { value: name } = this.expect('symbol', 'the name of a parameter');
      if (names.has(name)) {
        this.error('template-syntax', `the parameter '${name}' appears twice`, at);
      }
      names.add(name);
      const fallback = this.skipValue('operator', '=') ? this.expression() : undefined;
      if (fallback === undefined && parameters.at(-1)?.fallback !== undefined) {
        this.error('template-syntax', `'${name}' has no default but is after one that has`, at);
      }
      parameters.push({ name, fallback });
    }
    return parameters;
  }

  protected assignTarget(): AssignTarget {
    const at = this.position();
    const parenthesis = this.skip('left-paren');
    const nestedTarget = (): AssignTarget => this.nest(at, () => this.assignTarget());
    const items = [parenthesis ? nestedTarget() : this.assignName()];
    let several = false;
    while (this.skip('comma')) {
      several = true;
      if (this.isSymbol('in') || this.isOperator('=') || this.peek().type === 'right-paren') break;
      items.push(this.peek().type === 'left-paren' ? nestedTarget() : this.assignName());
    }
    if (parenthesis) {
      this.expect('right-paren');
      if (this.skip('comma')) {
        this.error(
          'template-unsupported',
          'a nested tuple followed by more names',
          at,
          'unpack in two steps',
        );
      }
    }
    const [only] = items;
    return several || only === undefined ? { kind: 'tuple', at, items } : only;
  }

  protected assignName(): AssignTarget {
    const at = this.position();
    const { value: name } = this.expect('symbol', 'a name to assign to');
    if (/^(?:[tT]rue|[fF]alse|[nN]one)$/.test(name)) {
      this.error('template-syntax', `'${name}' cannot be assigned to`, at);
    }
    if (!this.isOperator('.')) return { kind: 'name', at, name };
    this.next();
    return { kind: 'member', at, object: name, name: this.expect('symbol').value };
  }
}
