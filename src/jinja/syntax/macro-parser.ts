import type { MacroDefinition, Parameter, Position, Statement } from './ast.ts';
import { TargetParser } from './target-parser.ts';
import type { TemplateSource } from './template-source.ts';

/** The statements of a block up to the tag that ends it. */
export interface BlockBody {
  readonly body: Statement[];
  /** The name of the tag that ends the block; empty at the end of the template. */
  readonly end: string;
  readonly endAt: Position;
}

/** Jinja's statements that define something to be called: macros, tests and call blocks. */
export abstract class MacroParser extends TargetParser {
  protected loopDepth = 0;
  private readonly text: string;
  private readonly lineStarts: readonly number[];

  constructor(source: TemplateSource) {
    super(source);
    this.text = source.text;
    this.lineStarts = [0, ...Array.from(source.text.matchAll(/\n/g), match => match.index + 1)];
  }

  /** The rest of a tag and the body of its block, up to a tag of `ends`. */
  protected abstract block(name: string, at: Position, ...ends: string[]): BlockBody;

  protected parseMacro(tag: 'macro' | 'test', at: Position): Statement {
    const nameAt = this.position();
    const { value: name } = this.expect('symbol', `the name of the ${tag}`);
    const definition = this.definition(tag, name, at, nameAt, this.parameters());
    return { kind: tag === 'test' ? 'test-block' : 'macro', at, definition };
  }

  protected parseCallBlock(at: Position): Statement {
    const parameters = this.peek().type === 'left-paren' ? this.parameters() : [];
    const callAt = this.position();
    const call = this.expression();
    if (call.kind !== 'call') this.error('template-syntax', 'expected a call of a macro', callAt);
    const definition = this.definition('call', 'caller', at, callAt, parameters);
    return { kind: 'call-block', at, call, definition };
  }

  private definition(
    tag: 'macro' | 'test' | 'call',
    name: string,
    opening: Position,
    at: Position,
    parameters: readonly Parameter[],
  ): MacroDefinition {
    const uses = new Set<string>();
    const { loopDepth } = this;
    this.loopDepth = 0;
    this.usedNames.push(uses);
    const { body } = this.block(tag, opening, `end${tag}`);
    this.usedNames.pop();
    this.loopDepth = loopDepth;
    if (this.isSymbol(name) && tag !== 'call') this.next();
    const end = this.expect('block-end');
    const from = this.offset(opening);
    const to =
      this.offset(this.position(end)) +
      (this.text[this.offset(this.position(end))] === '%' ? 2 : 3);
    return { name, at, parameters, body, uses, source: this.text.slice(from, to) };
  }

  private offset({ line, column }: Position): number {
    return (this.lineStarts[line - 1] ?? 0) + column - 1;
  }
}
