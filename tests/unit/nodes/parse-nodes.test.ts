import { describe, expect, test } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import { locateSql } from '../../../src/base/text/mapped-sql.ts';
import { createResolver } from '../../../src/graph/resolver.ts';
import type { CompileOverrides, Compiler } from '../../../src/nodes/compiler.ts';
import type { ModelNode, Node, TestNode } from '../../../src/nodes/node.ts';
import { type ParsedProject, parseNodes } from '../../../src/nodes/parse-nodes.ts';
import type { Project } from '../../../src/project/project.ts';
import { at, column, dataTest, entries, makeProject, properties } from './make-project.ts';

function parse(project: Project, env: Record<string, string> = {}): ParsedProject {
  return parseNodes(project, {
    env,
    runStartedAt: new Date('2026-11-22T01:07:56.123Z'),
    log: () => {},
  });
}

function compilerOf({ nodes, createCompiler }: ParsedProject): Compiler {
  return createCompiler(createResolver(nodes));
}

function find(parsed: ParsedProject, name: string): Node {
  const node = parsed.nodes.find(one => one.name === name);
  if (node === undefined) throw new Error(`no ${name} in ${parsed.nodes.map(one => one.name)}`);
  return node;
}

/** The SQL of model `m`, which must be free of errors. */
function compile(
  texts: Record<string, string>,
  more: Partial<Project> = {},
  overrides: CompileOverrides = {},
): string {
  const parsed = parse(makeProject(texts, more), { HOME_DIR: '/home' });
  expect(parsed.errors).toEqual([]);
  return compilerOf(parsed).compile(find(parsed, 'm'), overrides).text;
}

const brief = (errors: readonly CrmError[]) =>
  errors.map(({ code, location }) => `${code} ${location && formatLocation(location)}`);

describe('the context of a model', () => {
  test.each([
    ["{{ ref('a') }} {{ ref('shop', 'a') }}", 'main.a main.a'],
    ["{{ ref('a').schema }} {{ ref('a').identifier }} {{ ref('a').name }}", 'main a a'],
    ["{{ config(materialized='table', schema='crm', alias='b c') }}{{ this }}", 'crm."b c"'],
    [
      "{{ var('n') + 1 }} {{ var('x', 'd') }} {{ var.has_var('n') }} {{ var('gone') }}",
      '3 d True None',
    ],
    ["{{ env_var('HOME_DIR') }} {{ env_var('NOT_SET', 'd') }}", '/home d'],
    ['{{ target.name }} {{ target.schema }} {{ target.type }}', 'dev main duckdb'],
    ['{{ execute }}', 'True'],
    ["{{ config(meta={'a': 1}) }}{{ config.get('meta').a }} {{ config.get('x', 'd') }}", '1 d'],
    ["{{ log('x') }}{{ exceptions.warn('y') }}|", '|'],
    ['{{ run_started_at }}', '2026-11-22 01:07:56.123000+00:00'],
    ["{{ run_started_at.strftime('%Y-%m') }} {{ run_started_at.date() }}", '2026-11 2026-11-22'],
    ["{{ adapter.quote('a b') }} {{ adapter.dispatch('two')() }}", '"a b" two'],
    ['{{ list() | join("-") }} {{ list() is sequence }}', 'a-b True'],
    ['{{ outer(1) }}', '[(1)]'],
  ])('%s', (text, expected) => {
    const macros = {
      'macros/z.sql':
        '{% macro outer(x) %}[{{ inner(x) }}]{% endmacro %}{% macro default__two() %}two{% endmacro %}',
      'macros/a.sql':
        "{% macro inner(x) %}({{ x }}){% endmacro %}{% macro list() %}{{ return(['a', 'b']) }}{% endmacro %}",
    };
    const texts = { 'models/m.sql': text, 'models/a.sql': 'select 1', ...macros };
    expect(compile(texts, { vars: { n: 2, gone: null } })).toBe(expected);
  });

  test('a macro overridden by a unit test gives the value of the override', () => {
    const texts = {
      'models/m.sql': '{{ f() + 1 }}',
      'macros/f.sql': '{% macro f() %}{{ return(1) }}{% endmacro %}',
    };
    expect(compile(texts)).toBe('2');
    expect(compile(texts, {}, { macros: { f: 9 } })).toBe('10');
  });

  test('a relation overridden by a unit test, and vars and environment', () => {
    const texts = {
      'models/m.sql': "{{ ref('a') }}{{ var('v') }}{{ env_var('HOME_DIR') }}",
      'models/a.sql': 'select 1',
    };
    const relations = new Map([['model.shop.a', 'given']]);
    const overrides = { relations, vars: { v: 2 }, envVars: { HOME_DIR: 'x' } };
    expect(compile(texts, { vars: { v: 1 } }, overrides)).toBe('given2x');
  });
});

describe('nodes', () => {
  test('a reference in a comment of SQL counts, and one behind `execute` does not', () => {
    const text =
      "-- {{ ref('a') }}\n{% if execute %}{{ ref('b') }}{% endif %} {{ source('s', 't') }}";
    const { nodes, errors } = parse(makeProject({ 'models/m.sql': text }));
    expect(errors).toEqual([]);
    expect(
      nodes[0]?.refs.map(({ name, location }) => `${name} ${formatLocation(location)}`),
    ).toEqual(['a models/m.sql:1:7']);
    expect(nodes[0]?.sources.map(call => call.tableName)).toEqual(['t']);
  });

  test('a reference that shows only when it is compiled is refused, unless a comment names it', () => {
    const hidden = "{% if execute %}\n  select * from {{ ref('b') }}\n{% endif %}";
    const texts = { 'models/m.sql': hidden, 'models/b.sql': 'select 1' };
    expect(() => compile(texts)).toThrow(
      expect.objectContaining({
        code: 'hidden-ref',
        message: "ref('b') is not seen when the project is parsed",
        hint: "name it wherever the template goes, as in '-- depends_on: {{ ref('b') }}'",
        location: { file: 'models/m.sql', line: 2, column: 20 },
      }),
    );
    const named = { ...texts, 'models/m.sql': `-- depends_on: {{ ref('b') }}\n${hidden}` };
    expect(compile(named)).toContain('select * from main.b');
  });

  test('a node is rendered once, and anew for the overrides of a unit test', () => {
    const parsed = parse(makeProject({ 'models/m.sql': "{{ var('v', 1) }}" }));
    const compiler = compilerOf(parsed);
    const node = find(parsed, 'm');
    const first = compiler.compile(node);
    expect(compiler.compile(node, { vars: { v: 2 } }).text).toMatch(/2$/);
    expect(compiler.compile(node)).toBe(first);
    expect(first.text).toMatch(/1$/);
  });

  test('config goes from directory to YAML to the file, rendered', () => {
    const project = makeProject(
      { 'models/x/m.sql': "{{ config(tags='file', alias='in_file') }}" },
      {
        vars: { s: 'from_var' },
        directoryConfig: () => [
          entries({ schema: 'directory', tags: ['directory'], materialized: 'table' }),
        ],
        properties: [
          properties('m', { config: entries({ schema: "{{ var('s') }}", alias: 'yaml' }) }),
        ],
      },
    );
    const parsed = parse(project);
    expect(parsed.errors).toEqual([]);
    const model = find(parsed, 'm') as ModelNode;
    expect(model).toMatchObject({
      uniqueId: 'model.shop.m',
      fqn: ['shop', 'x', 'm'],
      path: 'x/m.sql',
      relation: { schema: 'from_var', identifier: 'in_file' },
      materialized: 'table',
      tags: ['directory', 'file'],
    });
  });

  test('all errors of all files come together', () => {
    const project = makeProject(
      {
        'models/m.sql': '{% if %}',
        'models/n.sql': "\n{{ var('x') }}",
        'models/o.sql': "{{ config(materialised='table') }}",
        'models/p.sql': '{{ f(1) }}',
        'macros/f.sql':
          "{% macro f(x) %}\n{{ exceptions.raise_compiler_error('no') }}{% endmacro %}",
        'macros/g.sql': '{% macro ref() %}{% endmacro %}{{ 1 }}',
        'tests/t.sql': '{{ nope }}',
      },
      {
        properties: [
          properties('mm'),
          properties('m', { dataTests: [dataTest(9, 'uniqe')] }),
          properties('n', {
            config: entries({ contract: { enforced: true } }),
            columns: [column('c')],
          }),
        ],
      },
    );
    expect(brief(parse(project).errors).sort()).toEqual([
      'duplicate-name macros/g.sql:1:1',
      'missing-key models/_models.yml:7:3',
      'raised-by-template macros/f.sql:2:15',
      'template-syntax models/m.sql:1:7',
      'template-undefined tests/t.sql:1:4',
      'template-unsupported macros/g.sql:1:35',
      'unattached-properties models/_models.yml:4:3',
      'unknown-key models/o.sql:1:4',
      'unknown-test models/_models.yml:9:3',
      'unknown-var models/n.sql:2:4',
    ]);
  });

  test('a group that no YAML file declares is an error where it is named', () => {
    const project = makeProject(
      { 'models/m.sql': "{{ config(group='vlaue') }} select 1" },
      { groups: [{ name: at(1, 'value'), description: '', owner: {}, meta: {}, withholds: true }] },
    );
    const { errors } = parse(project);
    expect(brief(errors)).toEqual(['unknown-group models/m.sql:1:4']);
    expect(errors[0]?.hint).toBe("did you mean 'value'?");
  });

  test('an error inside of a macro says where it was called', () => {
    const project = makeProject({
      'models/m.sql': 'select\n  {{ f() }}',
      'macros/f.sql': "{% macro f() %}{{ var('x') }}{% endmacro %}",
    });
    const [error] = parse(project).errors;
    expect(error?.trace.map(({ what, location }) => `${what} ${formatLocation(location)}`)).toEqual(
      ['macro f models/m.sql:2:6'],
    );
  });
});

test('the names that anything asks var() for are known, wherever they stand', () => {
  const parsed = parse(
    makeProject(
      {
        'models/m.sql':
          "{% if execute %}{{ var('in_branch', 1) }}{% endif %}" +
          "{% if var.has_var('asked') %}{% endif %}{% set n = 'computed' %}{{ var(n, 1) }}",
        'macros/unused.sql': "{% macro unused() %}{{ var('in_macro') }}{% endmacro %}",
      },
      {
        onRunEnd: [at(1, "{{ var(name='in_hook', default='') }}")],
        properties: [properties('m', { config: entries({ alias: "{{ var('in_yaml', 'm') }}" }) })],
      },
    ),
  );
  expect(parsed.errors).toEqual([]);
  expect([...parsed.varNames].sort()).toEqual([
    'asked',
    'computed',
    'in_branch',
    'in_hook',
    'in_macro',
    'in_yaml',
  ]);
});

describe('generic tests', () => {
  const models = { 'models/m.sql': 'select 1 as id', 'models/p.sql': 'select 1 as id' };
  const build = (
    test: ReturnType<typeof dataTest>,
    onColumn = true,
    texts: Record<string, string> = {},
  ) => {
    const own = onColumn ? { columns: [column('id', [test])] } : { dataTests: [test] };
    const parsed = parse(
      makeProject({ ...models, ...texts }, { properties: [properties('m', own)] }),
    );
    expect(parsed.errors).toEqual([]);
    const node = parsed.nodes.find(one => one.resourceType === 'test') as TestNode;
    return { node, sql: compilerOf(parsed).compile(node) };
  };

  test('have the names and unique ids of dbt', () => {
    expect(build(dataTest(9, 'unique')).node).toMatchObject({
      name: 'unique_m_id',
      path: 'unique_m_id.sql',
      uniqueId: expect.stringMatching(/^test\.shop\.unique_m_id\.[0-9a-f]{10}$/),
      attachedNode: 'model.shop.m',
      columnName: 'id',
      refs: [{ name: 'm' }],
    });
    const long = build(
      dataTest(9, 'accepted_values', { values: 'abcdefghijklmnopqrstuvwxyz'.split('') }),
    ).node;
    expect(long.name).toBe(
      `accepted_values_m_id__${'abcdefghijklmnopqrstuvwxyz'.split('').join('__')}`,
    );
    expect(long.path).toMatch(/^accepted_values_m_[0-9a-f]{32}\.sql$/);
  });

  test('relationships takes a reference as text', () => {
    const { node, sql } = build(dataTest(9, 'relationships', { to: "ref('p')", field: 'id' }));
    expect(node.name).toBe('relationships_m_id__id__ref_p_');
    expect(node.refs.map(({ name }) => name)).toEqual(['m', 'p']);
    expect(sql.text).toContain('select id as to_field\n    from main.p');
  });

  test('accepted_values quotes, escapes, and leaves numbers alone when told to', () => {
    expect(build(dataTest(9, 'accepted_values', { values: ["it's", 2] })).sql.text).toContain(
      "not in ('it''s', '2')",
    );
    expect(
      build(dataTest(9, 'accepted_values', { values: [1, 2], quote: false })).sql.text,
    ).toContain('not in (1, 2)');
  });

  test('where narrows the model', () => {
    const { node, sql } = build(
      dataTest(9, 'not_null', {}, { where: 'id > 1', severity: 'warn', warn_if: '> 3' }),
    );
    expect(sql.text).toContain('from (select * from main.m where id > 1\n)');
    expect(node).toMatchObject({
      severity: 'warn',
      warnIf: '> 3',
      errorIf: '!= 0',
      failCalc: 'count(*)',
    });
  });

  test('a combination of columns, by its own and by its known name', () => {
    const args = { combination_of_columns: ['a', 'b'] };
    const test_ = build(dataTest(9, 'dbt_utils.unique_combination_of_columns', args), false);
    expect(test_.node.name).toBe('dbt_utils_unique_combination_of_columns_m_a__b');
    expect(test_.sql.text).toContain('group by a, b');
  });

  test('of the project are used, and their SQL maps to their file', () => {
    const { sql } = build(dataTest(9, 'positive'), true, {
      'tests/generic/positive.sql':
        "{% test positive(model, column_name) %}{{ config(severity='warn') }}\nselect * from {{ model }} where {{ column_name }} <= 0{% endtest %}",
    });
    const place = locateSql(sql, sql.text.indexOf('select'));
    expect(place && formatLocation(place.location)).toBe('tests/generic/positive.sql:2:1');
    expect(place?.trace.map(({ location }) => formatLocation(location))).toEqual([
      'models/_models.yml:9:3',
    ]);
  });

  test('the same one twice is an error', () => {
    const twice = [dataTest(9, 'unique'), dataTest(10, 'unique')];
    const project = makeProject(models, {
      properties: [properties('m', { columns: [column('id', twice)] })],
    });
    expect(brief(parse(project).errors)).toEqual(['duplicate-name models/_models.yml:10:3']);
  });
});

describe('compiling', () => {
  test('ephemeral models that read one another without an end in sight are an error', () => {
    const chain = Array.from({ length: 300 }, (_, at) => {
      const read = at === 0 ? 'select 1 as x' : `select x from {{ ref('e${at - 1}') }}`;
      return [`models/e${at}.sql`, `{{ config(materialized='ephemeral') }}${read}`];
    });
    const texts = Object.fromEntries([...chain, ['models/m.sql', "{{ ref('e299') }}"]]);
    const parsed = parse(makeProject(texts));
    expect(parsed.errors).toEqual([]);
    expect(() => compilerOf(parsed).compile(find(parsed, 'm'))).toThrow(
      'ephemeral models read one another more than 100 deep',
    );
    expect(compilerOf(parsed).compile(find(parsed, 'e99')).text).toContain('__dbt__cte__e0');
  });

  test('ephemeral models come first, each after those that it reads, with their map', () => {
    const parsed = parse(
      makeProject({
        'models/a.sql': "{{ config(materialized='ephemeral') }}select 1 as x",
        'models/b.sql': "{{ config(materialized='ephemeral') }}select x from {{ ref('a') }}",
        'models/m.sql': "select x from {{ ref('b') }} join {{ ref('a') }} using (x)",
      }),
    );
    const sql = compilerOf(parsed).compile(find(parsed, 'm'));
    expect(sql.text).toBe(
      'with __dbt__cte__a as (\nselect 1 as x\n), __dbt__cte__b as (\nselect x from __dbt__cte__a\n)\n' +
        'select * from (\nselect x from __dbt__cte__b join __dbt__cte__a using (x)\n)',
    );
    const place = locateSql(sql, sql.text.indexOf('x from __dbt__cte__a'));
    expect(place && formatLocation(place.location)).toBe('models/b.sql:1:46');
  });

  test('an unknown reference is an error at its place', () => {
    const parsed = parse(makeProject({ 'models/m.sql': "select * from\n  {{ ref('nope') }}" }));
    expect(() => compilerOf(parsed).compile(find(parsed, 'm'))).toThrow(
      expect.objectContaining({
        code: 'unknown-ref',
        location: { file: 'models/m.sql', line: 2, column: 6 },
      }),
    );
  });

  test('a query of its own says what it reads', () => {
    const compiler = compilerOf(parse(makeProject({ 'models/m.sql': 'select 1' })));
    const { sql, dependsOn } = compiler.compileInline("select * from {{ ref('m') }}");
    expect([sql.text, dependsOn]).toEqual(['select * from main.m', ['model.shop.m']]);
    expect(() => compiler.compileInline('{{ x }}')).toThrow(CrmError);
  });

  test('a query of its own gets the nearest name for one that is not there', () => {
    const compiler = compilerOf(parse(makeProject({ 'models/kpis.sql': 'select 1' })));
    expect(() => compiler.compileInline("{{ ref('kpsi') }}")).toThrow(
      expect.objectContaining({ code: 'unknown-ref', hint: "did you mean 'kpis'?" }),
    );
  });

  test('a hook renders, its errors at the YAML value', () => {
    const hooks = { onRunStart: [at(3, 'set x = {{ 1 + 1 }}'), at(5, '{{ nope }}')] };
    const parsed = parse(makeProject({}, hooks));
    expect(brief(parsed.errors)).toEqual(['template-undefined models/_models.yml:5:3']);
    const hook = find(parsed, 'shop-on-run-start-0');
    expect(compilerOf(parsed).compile(hook).text).toBe('set x = 2');
  });
});
