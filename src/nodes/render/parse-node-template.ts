import { parseTemplate, type Template } from '../../jinja/syntax/parse-template.ts';
import type { TemplateSource } from '../../jinja/syntax/template-source.ts';
import { unsupportedBlocks } from '../../project/shapes/not-carried-out.ts';

/**
 * Parses a template of the project, whose blocks of dbt's that nothing here carries out are refused.
 * Throws as `parseTemplate` does.
 */
export function parseNodeTemplate(source: TemplateSource): Template {
  return parseTemplate(source, unsupportedBlocks);
}
