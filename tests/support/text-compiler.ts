import { CrmError } from '../../src/base/errors/crm-error.ts';
import type { MappedSql } from '../../src/base/text/mapped-sql.ts';
import { formatRelation } from '../../src/dialect/names/relation.ts';
import type { Manifest } from '../../src/graph/manifest.ts';
import type { CompileOverrides, Compiler } from '../../src/nodes/compiler.ts';
import type { Node } from '../../src/nodes/node.ts';

/**
 * Compiles `rawCode` in which `{x}` stands for ref('x') or source('a', 'b') as `{a.b}`, and `{var:x}`
 * for a var of the overrides; `!` fails, for tests of plans that need no template language.
 */
export function textCompiler(manifest: () => Manifest): Compiler {
  const compile = (node: Node, overrides: CompileOverrides = {}): MappedSql => {
    if (node.rawCode === '!') {
      throw new CrmError(
        'template-error',
        { reason: `${node.name} does not render` },
        { location: node.location },
      );
    }
    const text = node.rawCode.replace(/\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('var:')) return String(overrides.vars?.[name.slice(4)]);
      const [source = '', table] = name.split('.');
      const { resolver } = manifest();
      const found = table === undefined ? resolver.ref(source) : resolver.source(source, table);
      if (found === undefined) throw new Error(`${name} is not in the manifest`);
      return overrides.relations?.get(found.uniqueId) ?? formatRelation(found.relation);
    });
    const segment = { offset: 0, length: text.length, literal: true, trace: [] };
    return { text, segments: [{ ...segment, location: { ...node.location } }] };
  };
  return {
    compile,
    compileInline: () => {
      throw new Error('not for plans');
    },
  };
}
