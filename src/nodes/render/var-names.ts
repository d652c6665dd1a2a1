import type { Expression } from '../../jinja/syntax/ast.ts';
import type { Template } from '../../jinja/syntax/parse-template.ts';

type CallNode = Extract<Expression, { readonly kind: 'call' }>;

/**
 * Adds the names that parts of a template ask `var()` or `var.has_var()` for, as far as they are
 * written out; also in branches that a rendering would not reach.
 */
export function addVarNames(part: Template['body'], names: Set<string>): void {
  // With a stack of its own: a chain of operators is as deep as it is long.
  const open: unknown[] = [part];
  while (open.length > 0) {
    const next = open.pop();
    if (next === null || typeof next !== 'object') continue;
    if ('kind' in next && next.kind === 'call') addCalled(next as CallNode, names);
    for (const value of Object.values(next)) open.push(value);
  }
}

function addCalled({ target, args }: CallNode, names: Set<string>): void {
  const called = target.kind === 'attribute' ? target.target : target;
  if (called.kind !== 'name' || called.name !== 'var') return;
  const key = args.positional[0] ?? args.named.find(({ name }) => name === 'name')?.value;
  if (key?.kind === 'literal' && typeof key.value === 'string') names.add(key.value);
}
