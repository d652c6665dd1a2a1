/** The part of Nunjucks that is built upon: its tokens and the plumbing of its parser. */
declare module 'nunjucks/src/lexer.js' {
  export interface Token {
    readonly type: string;
    readonly value: string;
    /** 0-based. */
    readonly lineno: number;
    /** 0-based, in UTF-16 units. */
    readonly colno: number;
  }
  interface Tokenizer {
    index: number;
    lineno: number;
    colno: number;
    in_code: boolean;
    nextToken(): Token | null;
  }
  const lexer: { lex(text: string): Tokenizer };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module has no other
  export default lexer;
}

declare module 'nunjucks/src/parser.js' {
  import type { Token } from 'nunjucks/src/lexer.js';

  class Parser {
    constructor(tokens: { nextToken(): Token | null });
    nextToken(): Token | null;
    peekToken(): Token | null;
    pushToken(token: Token | null): void;
    skip(type: string): boolean;
    skipValue(type: string, value: string): boolean;
    skipSymbol(value: string): boolean;
    expect(type: string): Token;
    fail(message: string, lineno?: number, colno?: number): never;
  }
  const parser: { Parser: typeof Parser };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module has no other
  export default parser;
}
