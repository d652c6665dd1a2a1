import { CrmError } from '../../base/errors/crm-error.ts';
import { limits } from '../values/budget.ts';
import type { Expression, Statement } from './ast.ts';
import { TemplateParser, type UnsupportedTags } from './template-parser.ts';
import { locate, type TemplateSource } from './template-source.ts';

/** A parsed template. */
export interface Template {
  readonly source: TemplateSource;
  readonly body: readonly Statement[];
}

/**
 * Parses a template. `unsupportedTags` are refused next to Jinja's own that are. Throws CrmError
 * `template-syntax`, `template-unsupported` or `template-limit`.
 */
export function parseTemplate(
  source: TemplateSource,
  unsupportedTags: UnsupportedTags = {},
): Template {
  if (source.text.length > limits.template) {
    throw new CrmError(
      'template-limit',
      {
        reason: `the template has more than ${limits.template.toLocaleString('en-US')} characters`,
        hint: 'large data belongs in a seed or a table',
      },
      { location: locate(source, { line: 1, column: 1 }) },
    );
  }
  return { source, body: new TemplateParser(source, unsupportedTags).template() };
}

/** The expression of a template that is one `{{ … }}` and nothing else. */
export function soleExpression({ body }: Template): Expression | undefined {
  const [only] = body;
  return body.length === 1 && only?.kind === 'output' ? only.expression : undefined;
}
