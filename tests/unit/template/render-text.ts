import { plainFunctions } from '../../../src/template/context/plain-functions.ts';
import { unsupportedName } from '../../../src/template/context/unsupported-names.ts';
import { render } from '../../../src/template/evaluate/execute.ts';
import { parseTemplate } from '../../../src/template/syntax/parse-template.ts';
import type { MappedText } from '../../../src/template/values/value.ts';

/** Renders a template that needs no project; its file is called m.sql. */
export function renderText(text: string): MappedText {
  return render(parseTemplate({ file: 'm.sql', text }), {
    lookup: name =>
      (Object.hasOwn(plainFunctions, name) ? plainFunctions[name] : undefined) ??
      unsupportedName(name),
    names: () => Object.keys(plainFunctions),
  });
}
