import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { evaluate } from '../../jinja/evaluate/evaluate-expression.ts';
import { render } from '../../jinja/evaluate/execute.ts';
import { type Globals, placed, Scope } from '../../jinja/evaluate/frame.ts';
import { soleExpression } from '../../jinja/syntax/parse-template.ts';
import { withBudget } from '../../jinja/values/budget.ts';
import { fromJson, toJson } from '../../jinja/values/json-value.ts';
import { defined } from '../../jinja/values/type-name.ts';
import type { Value } from '../../jinja/values/value.ts';
import type { ConfigEntries } from '../../project/project.ts';
import { parseNodeTemplate } from './parse-node-template.ts';

/** True for text that holds Jinja. */
function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}

const looksLikeCall = /^\s*(?:env_var|ref|var|source)\s*\([\s\S]*\)\s*$/;

/**
 * A value of YAML with its Jinja rendered. Text that is one `{{ … }}` gives the value itself, not
 * its text, and so does, with `calls`, text such as `ref('x')`, as dbt has it for test arguments.
 */
export function renderYaml(
  { value, location }: Located<Json>,
  globals: Globals,
  calls = false,
): Value {
  if (typeof value === 'string') return renderText(value, location, globals, calls);
  if (value === null || typeof value !== 'object') return fromJson(value);
  if (isList(value))
    return value.map(item => renderYaml({ value: item, location }, globals, calls));
  return new Map(
    Object.entries(value).map(([key, item]) => [
      key,
      renderYaml({ value: item, location }, globals, calls),
    ]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function renderText(
  text: string,
  location: Located<Json>['location'],
  globals: Globals,
  calls: boolean,
): Value {
  const isCall = calls && looksLikeCall.test(text);
  if (!isCall && !isTemplate(text)) return text;
  const written = isCall ? `{{ ${text} }}` : text;
  const template = parseNodeTemplate({ file: location.file, text: written, origin: location });
  const expression = soleExpression(template);
  if (expression === undefined) return render(template, globals).text;
  const frame = { source: template.source, scope: new Scope(globals), trace: [] };
  return withBudget(() => placed(frame, expression.at, () => defined(evaluate(expression, frame))));
}

/** The same for a value that has to be plain data. */
export function renderJson(located: Located<Json>, globals: Globals): Json {
  return toJson(renderYaml(located, globals));
}

/** Config with its Jinja rendered. */
export function renderConfig(entries: ConfigEntries, globals: Globals): ConfigEntries {
  return new Map(
    [...entries].map(([key, entry]) => [
      key,
      { value: renderJson(entry, globals), location: entry.location },
    ]),
  );
}
