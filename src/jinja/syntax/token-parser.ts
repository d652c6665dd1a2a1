import type { Token } from 'nunjucks/src/lexer.js';
import nunjucksParser from 'nunjucks/src/parser.js';
import { CrmError } from '../../base/errors/crm-error.ts';
import type { ReasonCode } from '../../base/errors/error-kinds.ts';
import { limits } from '../values/budget.ts';
import type { Position } from './ast.ts';
import { JinjaLexer } from './jinja-lexer.ts';
import { locate, type TemplateSource } from './template-source.ts';

/** Nunjucks' parser as far as tokens go, with errors that say where and typed positions. */
export class TokenParser extends nunjucksParser.Parser {
  protected readonly source: TemplateSource;
  protected readonly lexer: JinjaLexer;
  private nesting = 0;

  constructor(source: TemplateSource) {
    const lexer = new JinjaLexer(source);
    super(lexer);
    this.source = source;
    this.lexer = lexer;
  }

  /** Parses what is inside of something else, so that nothing nests without an end. */
  protected nest<T>(at: Position, parse: () => T): T {
    this.nesting += 1;
    if (this.nesting > limits.nesting) {
      const message = `brackets, blocks and operators are nested more than ${limits.nesting} deep`;
      this.error('template-limit', message, at, 'take a part of it into a macro or a variable');
    }
    const parsed = parse();
    this.nesting -= 1;
    return parsed;
  }

  /** The next token inside a tag, unread. Inside of a tag the lexer always has one or throws. */
  protected peek(): Token {
    const token = this.peekToken();
    if (token === null) throw new Error('a tag ended without its end token');
    return token;
  }

  protected next(): Token {
    const token = this.peek();
    this.nextToken();
    return token;
  }

  protected isOperator(...values: string[]): boolean {
    const token = this.peek();
    return token.type === 'operator' && values.includes(token.value);
  }

  protected isSymbol(...values: string[]): boolean {
    const token = this.peek();
    return token.type === 'symbol' && values.includes(token.value);
  }

  protected position(token: Token = this.peek()): Position {
    return { line: token.lineno + 1, column: token.colno + 1 };
  }

  override expect(type: string, what = names[type] ?? type): Token {
    const token = this.peek();
    if (token.type !== type) this.unexpected(what);
    return this.next();
  }

  /** Fails at the next token. */
  protected unexpected(expected: string): never {
    const token = this.peek();
    const got =
      token.type === 'variable-end' || token.type === 'block-end'
        ? 'the end of the tag'
        : token.type === 'string'
          ? 'a string'
          : `'${token.value}'`;
    this.error('template-syntax', `expected ${expected}, got ${got}`, this.position(token));
  }

  protected error(code: ReasonCode, message: string, at: Position, hint?: string): never {
    throw new CrmError(code, { reason: message, hint }, { location: locate(this.source, at) });
  }
}

const names: Readonly<Record<string, string>> = {
  'block-end': "'%}'",
  'variable-end': "'}}'",
  'left-paren': "'('",
  'right-paren': "')'",
  'right-bracket': "']'",
  'right-curly': "'}'",
  colon: "':'",
  comma: "','",
  symbol: 'a name',
};
