import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import { soleExpression } from '../../jinja/syntax/parse-template.ts';
import { parseNodeTemplate } from './parse-node-template.ts';

/** What a text such as `ref('x')` names. */
export type Reference =
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'source'; readonly sourceName: string; readonly tableName: string };

/** Reads `ref('x')` or `source('a', 'b')`, as unit tests and exposures have it. */
export function parseReference(
  { value, location }: Located<string>,
  projectName: string,
): Reference {
  const template = parseNodeTemplate({
    file: location.file,
    text: `{{ ${value} }}`,
    origin: location,
  });
  const call = soleExpression(template);
  if (call?.kind === 'call' && call.target.kind === 'name' && call.args.named.length === 0) {
    const texts = call.args.positional.map(arg =>
      arg.kind === 'literal' && typeof arg.value === 'string' ? arg.value : undefined,
    );
    const [first, second] = texts;
    if (call.target.name === 'ref' && first !== undefined) {
      if (texts.length === 1) return { kind: 'ref', name: first };
      if (texts.length === 2 && second !== undefined && first === projectName) {
        return { kind: 'ref', name: second };
      }
    }
    if (
      call.target.name === 'source' &&
      texts.length === 2 &&
      first !== undefined &&
      second !== undefined
    ) {
      return { kind: 'source', sourceName: first, tableName: second };
    }
  }
  throw new CrmError(
    'invalid-value',
    {
      reason: `'${value}' is not a reference`,
      hint: "write ref('model') or source('source', 'table')",
    },
    { location },
  );
}
