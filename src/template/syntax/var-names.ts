import type { Expression } from './ast.ts';
import type { Template } from './parse-template.ts';

type CallNode = Extract<Expression, { readonly kind: 'call' }>;

/**
 * Adds the names that parts of a template ask `var()` or `var.has_var()` for, as far as they are
 * written out; also in branches that a rendering would not reach.
 */
export function addVarNames(part: Template['body'], names: Set<string>): void {
  visit(part, names);
}

function visit(part: unknown, names: Set<string>): void {
  if (Array.isArray(part)) {
    for (const item of part) visit(item, names);
    return;
  }
  if (part === null || typeof part !== 'object') return;
  if ('kind' in part && part.kind === 'call') addCalled(part as CallNode, names);
  for (const value of Object.values(part)) visit(value, names);
}

function addCalled({ target, args }: CallNode, names: Set<string>): void {
  const called = target.kind === 'attribute' ? target.target : target;
  if (called.kind !== 'name' || called.name !== 'var') return;
  const key = args.positional[0] ?? args.named.find(({ name }) => name === 'name')?.value;
  if (key?.kind === 'literal' && typeof key.value === 'string') names.add(key.value);
}
