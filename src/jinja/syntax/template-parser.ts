import { nearestHint } from '../../base/text/nearest.ts';
import type { AssignTarget, Expression, FilterCall, Position, Statement } from './ast.ts';
import { type BlockBody, MacroParser } from './macro-parser.ts';
import type { TemplateSource } from './template-source.ts';

/** Names of tags that are refused, each with what to do instead. */
export type UnsupportedTags = Readonly<Record<string, string>>;

/** Tags of Jinja's that are refused, with what to do instead. */
const unsupported: UnsupportedTags = {
  include: 'call a macro instead',
  import: 'every macro of the project can be called by its name',
  from: 'every macro of the project can be called by its name',
  extends: 'call a macro instead',
  block: 'call a macro instead',
  autoescape: 'SQL is never escaped',
  trans: 'SQL is not translated',
};
const tags = 'if for set macro call filter with do raw test break continue'.split(' ');
const inner = new Set(
  'else elif endif endfor endset endmacro endcall endfilter endwith endtest'.split(' '),
);

/** Jinja's statements. */
export class TemplateParser extends MacroParser {
  private readonly unsupported: UnsupportedTags;

  constructor(source: TemplateSource, unsupportedTags: UnsupportedTags) {
    super(source);
    this.unsupported = { ...unsupported, ...unsupportedTags };
  }

  /** The whole template. */
  template(): readonly Statement[] {
    return this.body(undefined, []).body;
  }

  /**
   * Statements up to a tag of `ends`, which is read as far as its name; `opening` is the tag whose
   * body this is, for the error when it is never closed.
   */
  private body(
    opening: { readonly name: string; readonly at: Position } | undefined,
    ends: readonly string[],
  ): BlockBody {
    const body: Statement[] = [];
    for (;;) {
      const token = this.nextToken();
      if (token === null) break;
      const at = this.position(token);
      if (token.type === 'data') body.push({ kind: 'text', at, text: token.value });
      else if (token.type === 'variable-start') {
        const start = this.position();
        body.push({ kind: 'output', at: start, expression: this.tupleOrExpression() });
        this.expect('variable-end');
      } else {
        const nameAt = this.position();
        const { value: name } = this.expect('symbol', 'the name of a tag');
        if (ends.includes(name)) return { body, end: name, endAt: at };
        if (inner.has(name)) this.strayTag(name, nameAt, opening, ends);
        body.push(this.statement(name, at, nameAt));
      }
    }
    if (opening === undefined) return { body, end: '', endAt: { line: 1, column: 1 } };
    const close = `{% ${ends.at(-1)} %}`;
    return this.error(
      'template-syntax',
      `'{% ${opening.name} %}' is never closed`,
      opening.at,
      `close it with '${close}'`,
    );
  }

  private strayTag(
    name: string,
    at: Position,
    opening: { readonly name: string; readonly at: Position } | undefined,
    ends: readonly string[],
  ): never {
    if (opening === undefined) this.error('template-syntax', `'{% ${name} %}' closes nothing`, at);
    const { line, column } = opening.at;
    const message = `'{% ${name} %}' inside of '{% ${opening.name} %}', opened at ${line}:${column}`;
    this.error('template-syntax', message, at, `expected '{% ${ends.join(" %}' or '{% ")} %}'`);
  }

  private statement(name: string, at: Position, nameAt: Position): Statement {
    switch (name) {
      case 'if':
        return this.parseIf(at);
      case 'for':
        return this.parseFor(at);
      case 'set':
        return this.parseSet(at);
      case 'macro':
      case 'test':
        return this.parseMacro(name, at);
      case 'call':
        return this.parseCallBlock(at);
      case 'filter':
        return this.parseFilterBlock(at);
      case 'with':
        return this.parseWith(at);
      case 'do': {
        const expression = this.tupleOrExpression();
        this.expect('block-end');
        return { kind: 'do', at, expression };
      }
      case 'break':
      case 'continue':
        if (this.loopDepth === 0) {
          this.error('template-syntax', `'${name}' outside of a loop`, nameAt);
        }
        this.expect('block-end');
        return { kind: name, at };
      default:
        return this.unknownTag(name, nameAt);
    }
  }

  private unknownTag(name: string, at: Position): never {
    const hint = Object.hasOwn(this.unsupported, name) ? this.unsupported[name] : undefined;
    if (hint !== undefined) {
      this.error('template-unsupported', `'{% ${name} %}' is not supported`, at, hint);
    }
    const message = `there is no tag '{% ${name} %}'`;
    this.error('template-syntax', message, at, nearestHint(name, tags));
  }

  protected block(name: string, at: Position, ...ends: string[]): BlockBody {
    this.expect('block-end');
    return this.nest(at, () => this.body({ name, at }, ends));
  }

  private parseIf(at: Position): Statement {
    const branches: { test: Expression; body: Statement[] }[] = [];
    let otherwise: Statement[] = [];
    let end = 'elif';
    while (end === 'elif') {
      const test = this.tupleOrExpression(false);
      const part = this.block('if', at, 'elif', 'else', 'endif');
      branches.push({ test, body: part.body });
      end = part.end;
    }
    if (end === 'else') otherwise = this.block('if', at, 'endif').body;
    this.expect('block-end');
    return { kind: 'if', at, branches, otherwise };
  }

  private parseFor(at: Position): Statement {
    const target = this.assignTarget();
    if (!this.isSymbol('in')) this.unexpected("'in'");
    this.next();
    const iterable = this.tupleOrExpression(false);
    const condition = this.skipSymbol('if') ? this.expression() : undefined;
    if (this.isSymbol('recursive')) {
      const hint = 'call a macro that calls itself';
      this.error(
        'template-unsupported',
        "'recursive' loops are not supported",
        this.position(),
        hint,
      );
    }
    this.loopDepth += 1;
    const { body, end } = this.block('for', at, 'else', 'endfor');
    this.loopDepth -= 1;
    const otherwise = end === 'else' ? this.block('for', at, 'endfor').body : [];
    this.expect('block-end');
    return { kind: 'for', at, target, iterable, condition, body, otherwise };
  }

  private parseSet(at: Position): Statement {
    const target = this.assignTarget();
    if (this.isOperator('=')) {
      this.next();
      const value = this.tupleOrExpression();
      this.expect('block-end');
      return { kind: 'set', at, target, value };
    }
    if (target.kind === 'tuple') this.unexpected("'='");
    const filters: FilterCall[] = [];
    while (this.peek().type === 'pipe') filters.push(this.filter());
    if (this.peek().type !== 'block-end') this.unexpected("'=' or '%}'");
    const { body } = this.block('set', at, 'endset');
    this.expect('block-end');
    return { kind: 'set-block', at, target, filters, body };
  }

  private parseFilterBlock(at: Position): Statement {
    const filters = [this.filter(false)];
    while (this.peek().type === 'pipe') filters.push(this.filter());
    const { body } = this.block('filter', at, 'endfilter');
    this.expect('block-end');
    return { kind: 'filter-block', at, filters, body };
  }

  private parseWith(at: Position): Statement {
    const assignments: { target: AssignTarget; value: Expression }[] = [];
    while (this.peek().type !== 'block-end') {
      if (assignments.length > 0) this.expect('comma');
      const target = this.assignName();
      if (!this.skipValue('operator', '=')) this.unexpected("'='");
      assignments.push({ target, value: this.expression() });
    }
    const { body } = this.block('with', at, 'endwith');
    this.expect('block-end');
    return { kind: 'with', at, assignments, body };
  }
}
