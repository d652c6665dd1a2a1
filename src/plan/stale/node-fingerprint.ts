import { hash } from 'node:crypto';
import type { Compiler } from '../../nodes/compiler.ts';
import type { Node } from '../../nodes/node.ts';

/**
 * Digest of what the project says of a node: the compiled SQL, so that a change of a macro or a var
 * reaches the nodes that use it, config and columns, the content of a seed. Where the raw file of a
 * source lies, and what is in it, is not part of it. Throws CrmError where a template does not render.
 */
export function nodeFingerprint(node: Node, compiler: Compiler): string {
  const known = fingerprints.get(compiler) ?? new Map<Node, string>();
  fingerprints.set(compiler, known);
  const fingerprint = known.get(node) ?? digest(ingredients(node, compiler));
  known.set(node, fingerprint);
  return fingerprint;
}

/** Planning, marking and watching ask for the same ones. */
const fingerprints = new WeakMap<Compiler, Map<Node, string>>();

/** The SQL of a node, whenever it is run: that a run begins later is not a change of the project. */
function textOf(node: Node, compiler: Compiler): string {
  return compiler.compile(node, { runStartedAt: new Date(0) }).text;
}

/** SHA-256 of values, in hexadecimal. */
export function digest(values: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(values));
}

function ingredients(node: Node, compiler: Compiler): readonly unknown[] {
  switch (node.resourceType) {
    case 'model':
      return [
        textOf(node, compiler),
        node.materialized,
        node.relation,
        node.contract,
        node.columns.map(({ name, dataType }) => [name, dataType]),
      ];
    case 'seed':
      return [node.checksum, node.relation, node.columnTypes, node.delimiter];
    case 'source':
      return [
        node.relation,
        node.columns.map(({ name, dataType, optional, timeZone }) => [
          name,
          dataType,
          optional,
          timeZone,
        ]),
        node.optional,
      ];
    case 'test':
      return [
        textOf(node, compiler),
        node.severity,
        node.warnIf,
        node.errorIf,
        node.failCalc,
        node.limit,
      ];
    case 'unit_test':
      return [node.model, node.given, node.expect, node.overrides];
    case 'operation':
      return [textOf(node, compiler)];
    case 'exposure':
      return [];
  }
}
