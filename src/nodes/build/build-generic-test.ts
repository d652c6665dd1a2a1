import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { suggest } from '../../base/text/nearest.ts';
import { printValue } from '../../jinja/values/print-value.ts';
import { MappedText } from '../../jinja/values/value.ts';
import type { DataTestProperties } from '../../project/project.ts';
import type { LibraryMacro } from '../context/macro-library.ts';
import { RelationValue } from '../context/relation-value.ts';
import type { Node, TestNode } from '../node.ts';
import { collectReferences } from '../render/collect-references.ts';
import { renderYaml } from '../render/render-yaml.ts';
import { Config, renderLayers, unrendered } from '../render/resolve-config.ts';
import type { BuildState, Renderer } from './build-state.ts';
import { checksumOf, fqnOf, rooted } from './file-paths.ts';
import { genericTestHash, genericTestNames, type TestNames } from './generic-test-name.ts';
import { groupOf } from './group-of.ts';
import {
  type TestCall,
  type TestedColumn,
  testArguments,
  testedColumnText,
} from './test-arguments.ts';
import { testFields } from './test-fields.ts';

/** The model, seed or source that a generic test is attached to. */
type Target = Extract<Node, { resourceType: 'model' | 'seed' | 'source' }>;

/** Builds the node of one entry below `data_tests`; undefined when there is no such test. */
export function buildGenericTest(
  state: BuildState,
  target: Target,
  column: TestedColumn | undefined,
  properties: DataTestProperties,
): TestNode | undefined {
  const { project } = state;
  const found = findTest(state, properties.test);
  if (found === undefined) return undefined;
  const { test, namespace } = found;
  const { location } = properties.test;
  const written = new Map<string, Json>();
  if (column !== undefined) written.set('column_name', testedColumnText(column));
  for (const [key, { value }] of properties.arguments) written.set(key, value);
  const names = testNames(target, namespace, test.definition.name, properties.name, written);
  const yaml = rooted(project, location.file);
  const fqn = fqnOf(project, yaml, names.full);
  const directories = project.directoryConfig('data_tests', fqn);
  const layers = renderLayers(state, 'data_test', [...directories, properties.config]);
  const where = new Config(layers).text('where');
  const call = { properties, column, test, nodes: state.nodes };
  const reference = referenceTo(target);
  const renderer = createRenderer(reference, names.full, call, where);
  const collected = collectReferences(state, renderer, {
    kind: 'data_test',
    layers,
    thisRelation: undefined,
  });
  const config = new Config([...layers.slice(0, -1), collected.config, ...layers.slice(-1)]);
  const metadata = { name: test.definition.name, namespace: namespace ?? null };
  const model = `{{ get_where_subquery(${reference}) }}`;
  const kwargs = { ...Object.fromEntries(written), model };
  const hash = genericTestHash(names.full, { ...metadata, arguments: kwargs });
  const uniqueId = `test.${project.name}.${names.full}.${hash}`;
  state.renderers.set(uniqueId, renderer);
  const rawCode = `{{ test_${test.definition.name}(**_dbt_generic_test_kwargs) }}`;
  return {
    resourceType: 'test',
    testType: 'generic',
    uniqueId,
    name: names.full,
    packageName: project.name,
    path: `${names.short}.sql`,
    originalFilePath: location.file,
    fqn,
    description: properties.description,
    enabled: config.flag('enabled', true) && target.enabled,
    location,
    unrenderedConfig: unrendered([...directories, collected.config, properties.config]),
    patchFile: undefined,
    refs: collected.refs,
    sources: collected.sources,
    macros: collected.macros,
    checksum: checksumOf(test.definition.source + JSON.stringify([...written])),
    rawCode,
    attachedNode: target.uniqueId,
    columnName: column?.name.value,
    testMetadata: { name: metadata.name, arguments: Object.fromEntries(written) },
    ...testFields(config),
    group: groupOf(state, config),
  };
}

function findTest(
  { settings, errors }: BuildState,
  { value, location }: Located<string>,
): { readonly test: LibraryMacro; readonly namespace: string | undefined } | undefined {
  const { tests } = settings.library;
  // unique_combination_of_columns is dbt_utils' test, and known by that name as well.
  const shared = 'dbt_utils.unique_combination_of_columns';
  const namespace = value === shared ? 'dbt_utils' : undefined;
  const test = tests.get(namespace === undefined ? value : value.slice('dbt_utils.'.length));
  if (test !== undefined) return { test, namespace };
  errors.push(
    new CrmError(
      'unknown-test',
      { name: value, ...suggest(value, tests.keys(), 'the data tests are') },
      { location },
    ),
  );
  return undefined;
}

function testNames(
  target: Target,
  namespace: string | undefined,
  test: string,
  own: string | undefined,
  args: ReadonlyMap<string, Json>,
): TestNames {
  if (own !== undefined) return { full: own, short: own };
  const isSource = target.resourceType === 'source';
  const named = isSource ? `source_${test}` : test;
  const prefixed = namespace === undefined ? named : `${namespace}_${named}`;
  return genericTestNames(
    prefixed,
    isSource ? `${target.sourceName}_${target.name}` : target.name,
    args,
  );
}

/** The call that gives the relation which a test is attached to. */
function referenceTo(target: Target): string {
  const name = templateLiteral(target.name);
  return target.resourceType === 'source'
    ? `source(${templateLiteral(target.sourceName)}, ${name})`
    : `ref(${name})`;
}

function templateLiteral(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

function createRenderer(
  reference: string,
  name: string,
  call: TestCall,
  where: string | undefined,
): Renderer {
  const { location } = call.properties.test;
  return context => {
    const site = { location, trace: [] };
    const relation = renderYaml({ value: `{{ ${reference} }}`, location }, context);
    const model =
      where !== undefined && relation instanceof RelationValue
        ? relation.filtered(where)
        : relation;
    try {
      const result = context
        .callable(call.test, `data test ${name}`)
        .invoke({ positional: [], named: testArguments(call, model, context) }, site);
      return result instanceof MappedText ? result : new MappedText(printValue(result), []);
    } catch (error) {
      if (error instanceof CrmError && error.location === undefined) throw error.with({ location });
      throw error;
    }
  };
}
