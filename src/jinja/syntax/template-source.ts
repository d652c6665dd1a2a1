import type { SourceLocation } from '../../base/errors/source-location.ts';
import type { Position } from './ast.ts';

/** Where a template's text comes from. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
  /**
   * For text inside a YAML value: the place of the value, which stands for every place in it, since
   * quoting and folding hide the exact one.
   */
  readonly origin?: SourceLocation | undefined;
}

/** The place of a position in the file that a person wrote. */
export function locate(source: TemplateSource, { line, column }: Position): SourceLocation {
  return source.origin ?? { file: source.file, line, column };
}
