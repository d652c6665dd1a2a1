import type { MacroDefinition } from '../../jinja/syntax/ast.ts';
import type { TemplateSource } from '../../jinja/syntax/template-source.ts';

/** A macro or generic test and the file that it is in. */
export interface LibraryMacro {
  readonly definition: MacroDefinition;
  readonly source: TemplateSource;
}

/** All macros and generic tests of a project, by name. */
export interface MacroLibrary {
  readonly macros: ReadonlyMap<string, LibraryMacro>;
  readonly tests: ReadonlyMap<string, LibraryMacro>;
}
