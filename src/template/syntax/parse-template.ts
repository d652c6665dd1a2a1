import type { Expression, Statement } from './ast.ts';
import { TemplateParser } from './template-parser.ts';
import type { TemplateSource } from './template-source.ts';

/** A parsed template. */
export interface Template {
  readonly source: TemplateSource;
  readonly body: readonly Statement[];
}

/** Parses a template; throws CrmError `template-syntax` or `template-unsupported`. */
export function parseTemplate(source: TemplateSource): Template {
  return { source, body: new TemplateParser(source).template() };
}

/** The expression of a template that is one `{{ … }}` and nothing else. */
export function soleExpression({ body }: Template): Expression | undefined {
  const [only] = body;
  return body.length === 1 && only?.kind === 'output' ? only.expression : undefined;
}
