import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { nearest } from '../../base/text/nearest.ts';
import type { Manifest } from '../../graph/manifest.ts';
import type { Compiler } from '../../nodes/compiler.ts';
import type { ModelNode, Node, UnitTestNode } from '../../nodes/node.ts';
import type { UnitTestInput, UnitTestStep } from '../plan.ts';

/**
 * Compiles the model under test with the overrides of the test, every input replaced by the name
 * that its given rows will have. Throws CrmErrors: a given input that the model does not read, or
 * one that it reads and that has no rows.
 */
export function createUnitTestStep(
  node: UnitTestNode,
  after: readonly string[],
  manifest: Manifest,
  compiler: Compiler,
): UnitTestStep | undefined {
  const model = manifest.resolver.ref(node.model);
  // An unknown model, or a seed, is the manifest's error.
  if (model?.resourceType !== 'model') return undefined;
  const inputs = matchInputs(node, model, manifest);
  const relations = new Map(inputs.map(input => [input.uniqueId, input.alias]));
  const select = compiler.compile(model, { relations, ...node.overrides });
  return {
    kind: 'unit_test',
    uniqueId: node.uniqueId,
    after,
    node,
    model,
    select,
    inputs,
    sql: undefined,
  };
}

function matchInputs(
  node: UnitTestNode,
  model: ModelNode,
  manifest: Manifest,
): readonly UnitTestInput[] {
  const errors: CrmError[] = [];
  const reads = new Map(
    (manifest.parents.get(model.uniqueId) ?? []).flatMap(id => {
      const parent = manifest.nodes.get(id);
      return parent === undefined ? [] : [[id, parent] as const];
    }),
  );
  const inputs: UnitTestInput[] = [];
  for (const given of node.given) {
    const { input, location } = given;
    const found =
      input.kind === 'ref'
        ? manifest.resolver.ref(input.name)
        : manifest.resolver.source(input.sourceName, input.tableName);
    const text = describeInput(input);
    if (found === undefined || !reads.has(found.uniqueId)) {
      const known = [...reads.values()].map(readText);
      const near = nearest(text, known);
      const hint =
        near === undefined ? `it reads ${known.join(', ') || 'nothing'}` : `did you mean ${near}?`;
      const message = `unit test '${node.name}' gives ${text}, which model '${model.name}' does not read`;
      errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
    } else if (inputs.some(other => other.uniqueId === found.uniqueId)) {
      const message = `unit test '${node.name}' gives ${text} twice`;
      errors.push(new CrmError('duplicate-name', { name: text, reason: message }, { location }));
    } else {
      const alias = `__given__${inputs.length + 1}__${found.name.replace(/\W/g, '_').toLowerCase()}`;
      inputs.push({ uniqueId: found.uniqueId, alias, given });
    }
  }
  for (const [id, parent] of reads) {
    if (errors.length > 0 || inputs.some(input => input.uniqueId === id)) continue;
    const text = readText(parent);
    const message = `unit test '${node.name}' gives no rows for ${text}, which model '${model.name}' reads`;
    const hint = `add below given: - input: ${text}, with rows: [] or the rows that matter`;
    errors.push(
      new CrmError(
        'missing-key',
        { key: 'given', reason: message, hint },
        { location: node.location },
      ),
    );
  }
  if (errors.length > 0) throw new CrmErrors(errors);
  return inputs;
}

/** `ref('x')` or `source('a', 'b')`, as in YAML. */
export function describeInput(input: UnitTestNode['given'][number]['input']): string {
  return input.kind === 'ref'
    ? `ref('${input.name}')`
    : `source('${input.sourceName}', '${input.tableName}')`;
}

function readText(node: Node): string {
  return node.resourceType === 'source'
    ? `source('${node.sourceName}', '${node.name}')`
    : `ref('${node.name}')`;
}
