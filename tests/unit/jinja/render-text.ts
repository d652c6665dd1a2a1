import { render } from '../../../src/jinja/evaluate/execute.ts';
import { parseTemplate } from '../../../src/jinja/syntax/parse-template.ts';
import type { MappedText } from '../../../src/jinja/values/value.ts';
import { plainFunctions } from '../../../src/nodes/context/plain-functions.ts';
import { unsupportedName } from '../../../src/nodes/context/unsupported-names.ts';

/** Renders a template that needs no project; its file is called m.sql. */
export function renderText(text: string): MappedText {
  return render(parseTemplate({ file: 'm.sql', text }), {
    lookup: name =>
      (Object.hasOwn(plainFunctions, name) ? plainFunctions[name] : undefined) ??
      unsupportedName(name),
    names: () => Object.keys(plainFunctions),
  });
}
