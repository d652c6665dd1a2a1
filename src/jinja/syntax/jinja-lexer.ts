import nunjucksLexer, { type Token } from 'nunjucks/src/lexer.js';
import { CrmError } from '../../base/errors/crm-error.ts';
import { unescapeString } from './string-literal.ts';
import { locate, type TemplateSource } from './template-source.ts';

const tagStart = /\{[{%#]/g;
const rawStart = /\{%[-+]?\s*raw\s*([-+]?)%\}/y;
const rawEnd = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const space = /\s*/y;
const stringToken = /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y;
const floatToken =
  /\d+(?:_\d+)*(?:\.\d+(?:_\d+)*(?:[eE][+-]?\d+(?:_\d+)*)?|[eE][+-]?\d+(?:_\d+)*)/y;
const intToken =
  /0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const nameToken = /[\p{L}_][\p{L}\p{N}_]*/uy;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Tokens of a template as Jinja cuts it: text with whitespace control applied, so that a data token
 * is always a copy of the file from its position on; tags; and, with Nunjucks' tokenizer for
 * operators and delimiters, the code inside of them.
 */
export class JinjaLexer {
  /** UTF-16 offset of the next character to read. */
  index = 0;
  private readonly source: TemplateSource;
  private readonly text: string;
  private readonly lineStarts: number[] = [0];
  private readonly operators: ReturnType<typeof nunjucksLexer.lex>;
  private tag: { readonly open: string; readonly start: number } | undefined;
  private brackets: { readonly open: string; readonly start: number }[] = [];
  private strip = false;
  private line = 0;

  constructor(source: TemplateSource) {
    this.source = source;
    // Jinja drops one newline at the end of a template.
    this.text = source.text.endsWith('\n') ? source.text.slice(0, -1) : source.text;
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) {
      this.lineStarts.push(at + 1);
    }
    this.operators = nunjucksLexer.lex(this.text);
  }

  /** The next token, null at the end of the template. */
  nextToken(): Token | null {
    return this.tag === undefined ? this.dataToken() : this.codeToken(this.tag);
  }

  private dataToken(): Token | null {
    while (this.index < this.text.length) {
      const start = this.index;
      tagStart.lastIndex = start;
      const found = tagStart.exec(this.text);
      const end = found === null ? this.text.length : found.index;
      const next = this.text[end + 2];
      const data = this.stripped(start, end, found !== null && next === '-');
      if (found === null) {
        this.index = end;
        return data;
      }
      if (found[0] === '{#') {
        this.skipComment(end);
        if (data !== null) return data;
        continue;
      }
      rawStart.lastIndex = end;
      const raw = found[0] === '{%' ? rawStart.exec(this.text) : null;
      if (data !== null) {
        this.index = end;
        return data;
      }
      if (raw !== null) {
        const content = this.rawContent(end, raw);
        if (content !== null) return content;
        continue;
      }
      this.index = end + (next === '-' || (next === '+' && found[0] === '{%') ? 3 : 2);
      this.tag = { open: found[0], start: end };
      this.brackets = [];
      return this.token(found[0] === '{{' ? 'variable-start' : 'block-start', found[0], end);
    }
    return null;
  }

  /** The text from start to end as a token, whitespace control applied; null when none is left. */
  private stripped(start: number, end: number, stripEnd: boolean): Token | null {
    let from = start;
    if (this.strip) {
      space.lastIndex = start;
      space.exec(this.text);
      from = Math.min(space.lastIndex, end);
      this.strip = false;
    }
    let data = this.text.slice(from, end);
    if (stripEnd) data = data.trimEnd();
    return data === '' ? null : this.token('data', data, from);
  }

  private skipComment(start: number): void {
    const end = this.text.indexOf('#}', start + 2);
    if (end === -1) this.fail("the comment '{#' is never closed", start, "close it with '#}'");
    this.strip = this.text[end - 1] === '-' && end - 1 >= start + 2;
    this.index = end + 2;
  }

  private rawContent(start: number, open: RegExpExecArray): Token | null {
    const from = start + open[0].length;
    rawEnd.lastIndex = from;
    const close = rawEnd.exec(this.text);
    if (close === null) {
      this.fail("'{% raw %}' is never closed", start, "close it with '{% endraw %}'");
    }
    this.strip = open[1] === '-';
    const data = this.stripped(from, close.index, close[1] === '-');
    this.strip = close[2] === '-';
    this.index = close.index + close[0].length;
    return data;
  }

  private codeToken(tag: { readonly open: string; readonly start: number }): Token {
    space.lastIndex = this.index;
    space.exec(this.text);
    this.index = space.lastIndex;
    const start = this.index;
    const close = tag.open === '{{' ? '}}' : '%}';
    // No expression holds `{%`: the next tag begins before this one has ended.
    if (start >= this.text.length || this.text.startsWith('{%', start)) {
      const bracket = this.brackets.at(-1);
      if (bracket !== undefined) this.fail(`'${bracket.open}' is never closed`, bracket.start);
      this.fail(`'${tag.open}' is never closed`, tag.start, `close it with '${close}'`);
    }
    if (this.brackets.length === 0) {
      const sign = this.text[start];
      const skip = sign === '-' || (sign === '+' && close === '%}') ? 1 : 0;
      if (this.text.startsWith(close, start + skip)) {
        this.strip = sign === '-';
        this.index = start + skip + 2;
        this.tag = undefined;
        return this.token(close === '}}' ? 'variable-end' : 'block-end', close, start);
      }
    }
    return this.literal(start) ?? this.operator(start);
  }

  private literal(start: number): Token | undefined {
    const first = this.text[start];
    if (first === "'" || first === '"') {
      const match = this.match(stringToken, start);
      if (match === null) this.fail('the string is never closed', start);
      const text = unescapeString(match[1] ?? match[2] ?? '');
      if (text === undefined) this.fail('the string has an escape of no character', start);
      return this.token('string', text, start);
    }
    const float = this.text[start - 1] === '.' ? null : this.match(floatToken, start);
    if (float !== null) return this.number('float', float[0], start);
    const int = this.match(intToken, start);
    if (int !== null) return this.number('int', int[0], start);
    const name = this.match(nameToken, start);
    return name === null ? undefined : this.token('symbol', name[0], start);
  }

  private number(type: string, text: string, start: number): Token {
    nameToken.lastIndex = this.index;
    if (nameToken.test(this.text) || /\d/.test(this.text[this.index] ?? '')) {
      this.fail(`'${text}${this.text[this.index]}' is not a number`, start);
    }
    return this.token(type, text.replaceAll('_', ''), start);
  }

  private operator(start: number): Token {
    this.operators.index = start;
    this.operators.in_code = true;
    const token = this.operators.nextToken();
    if (token === null || token.type === 'symbol') {
      this.fail(`unexpected character '${this.text[start]}'`, start);
    }
    // Only the inside of a bracket can hold `}}` or `%}` that does not end the tag.
    const value =
      token.type === 'variable-end' || token.type === 'block-end'
        ? (this.text[start] ?? '')
        : token.value;
    this.index = start + value.length;
    if (value in closers) this.brackets.push({ open: value, start });
    else if (value === ')' || value === ']' || value === '}') this.closeBracket(value, start);
    const type = closingTypes[value] ?? (value === token.value ? token.type : 'operator');
    return this.token(type, value, start);
  }

  private closeBracket(value: string, start: number): void {
    const open = this.brackets.pop();
    if (open === undefined) this.fail(`'${value}' closes nothing`, start);
    if (closers[open.open] !== value) {
      this.fail(`'${open.open}' is not closed before '${value}'`, open.start);
    }
  }

  private match(pattern: RegExp, start: number): RegExpExecArray | null {
    pattern.lastIndex = start;
    const match = pattern.exec(this.text);
    if (match !== null) this.index = pattern.lastIndex;
    return match;
  }

  /** 0-based line and column of an offset. */
  private place(offset: number): { lineno: number; colno: number } {
    // Tokens come in order, so that the line is mostly the one of the token before.
    let low = (this.lineStarts[this.line] ?? 0) <= offset ? this.line : 0;
    let high =
      offset < (this.lineStarts[low + 1] ?? Number.POSITIVE_INFINITY)
        ? low
        : this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.line = low;
    return { lineno: low, colno: offset - (this.lineStarts[low] ?? 0) };
  }

  private token(type: string, value: string, start: number): Token {
    return { type, value, ...this.place(start) };
  }

  private fail(message: string, start: number, hint?: string): never {
    const { lineno, colno } = this.place(start);
    const location = locate(this.source, { line: lineno + 1, column: colno + 1 });
    throw new CrmError('template-syntax', { reason: message, hint }, { location });
  }
}

const closingTypes: Readonly<Record<string, string>> = {
  ')': 'right-paren',
  ']': 'right-bracket',
  '}': 'right-curly',
};
