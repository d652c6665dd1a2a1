import { describe, expect, test } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import { renderText } from './render-text.ts';

function errorOf(text: string): CrmError {
  try {
    renderText(text);
  } catch (error) {
    if (error instanceof CrmError) return error;
    throw error;
  }
  throw new Error(`no error: ${text}`);
}

const cases: readonly (readonly [template: string, code: string, at: string, says: RegExp])[] = [
  // syntax
  ['a\n{% if x %}\nb', 'template-syntax', '2:1', /'{% if %}' is never closed/],
  [
    '{% for i in [1] %}{% if 1 %}x{% endfor %}',
    'template-syntax',
    '1:33',
    /endfor.*inside of.*if.*1:19/,
  ],
  ['{% macro m() %}x', 'template-syntax', '1:1', /macro %}' is never closed/],
  ['x {% endif %}', 'template-syntax', '1:6', /closes nothing/],
  ['{{ 1 + }}', 'template-syntax', '1:8', /expected an expression, got the end of the tag/],
  ['\n  {{ foo( }}', 'template-syntax', '2:9', /'\(' is not closed before '}'/],
  ['{{ [1, 2 }}', 'template-syntax', '1:4', /'\[' is not closed/],
  ['a {{ 1', 'template-syntax', '1:3', /'{{' is never closed/],
  ['a {{ x\n{% endif %}', 'template-syntax', '1:3', /'{{' is never closed/],
  ['{{ f(x {% endif %}', 'template-syntax', '1:5', /'\(' is never closed/],
  ['a {% set x = 1', 'template-syntax', '1:3', /'{%' is never closed/],
  ['a {# b', 'template-syntax', '1:3', /comment/],
  ['{% raw %} x', 'template-syntax', '1:1', /raw/],
  ["{{ 'abc }}", 'template-syntax', '1:4', /string is never closed/],
  ['{{ a b }}', 'template-syntax', '1:6', /expected '}}', got 'b'/],
  ['{{ 1 === 1 }}', 'template-syntax', '1:6', /expected/],
  ['{{ a ? b }}', 'template-syntax', '1:6', /unexpected character '\?'/],
  ['{% fro x in y %}', 'template-syntax', '1:4', /no tag/],
  ['{% set = 1 %}', 'template-syntax', '1:8', /a name to assign to/],
  ['{% set true = 1 %}', 'template-syntax', '1:8', /cannot be assigned/],
  ['{% break %}', 'template-syntax', '1:4', /outside of a loop/],
  ['{{ f(a=1, 2) }}', 'template-syntax', '1:11', /without a name after/],
  ['{{ 1 is odd is even }}', 'template-syntax', '1:13', /chained/],
  ['{{ 012 }}', 'template-syntax', '1:4', /not a number/],
  // refused
  ["{% include 'a.sql' %}", 'template-unsupported', '1:4', /include/],
  ["{% import 'a' as b %}", 'template-unsupported', '1:4', /import/],
  ["{% extends 'a' %}", 'template-unsupported', '1:4', /extends/],
  ['{% block a %}{% endblock %}', 'template-unsupported', '1:4', /block/],
  ['{% for i in [] recursive %}{% endfor %}', 'template-unsupported', '1:16', /recursive/],
  ['{{ run_query("x") }}', 'template-unsupported', '1:4', /run_query/],
  ['{{ graph.nodes }}', 'template-unsupported', '1:4', /graph/],
  ["{{ graph | default('x') }}", 'template-unsupported', '1:4', /graph/],
  ['{{ graph is defined }}', 'template-unsupported', '1:4', /graph/],
  ["{{ graph or 'x' }}", 'template-unsupported', '1:4', /graph/],
  ['{% if modules %}{% endif %}', 'template-unsupported', '1:7', /modules/],
  ["{{ 'a' | escape }}", 'template-unsupported', '1:10', /escape/],
  ["{{ ['a'] | map('upper') }}", 'template-unsupported', '1:12', /printed/],
  [
    "{% set a = [1] | map('string') %}{{ a | list }}{{ a | list }}",
    'template-unsupported',
    '1:55',
    /second time/,
  ],
  ["{{ 'a'.encode() }}", 'template-unsupported', '1:8', /encode/],
  ['{{ {1.0: 2} }}', 'template-unsupported', '1:5', /key of a dict/],
  // undefined
  ['a\n {{ foo }}', 'template-undefined', '2:5', /'foo' is not defined/],
  ['{{ foo.bar }}', 'template-undefined', '1:4', /'foo' is not defined/],
  ['{{ foo[0] }}', 'template-undefined', '1:4', /'foo'/],
  ['{% for i in foo %}{% endfor %}', 'template-undefined', '1:13', /'foo'/],
  ['{{ foo ~ 1 }}', 'template-undefined', '1:4', /'foo'/],
  ['{{ foo | upper }}', 'template-undefined', '1:4', /'foo'/],
  ['{{ 1 + foo }}', 'template-undefined', '1:6', /'foo'/],
  ['{{ [foo] }}', 'template-undefined', '1:4', /'foo'/],
  ["{{ {'a': 1}.b }}", 'template-undefined', '1:13', /'b' of a value of type dict/],
  ["{{ 'a'.uper() }}", 'template-undefined', '1:8', /'uper' of a value of type str/],
  ['{{ none.x }}', 'template-undefined', '1:9', /'x' of None/],
  ['{{ [] | first }}', 'template-undefined', '1:9', /first/],
  ['{{ 1 | uper }}', 'template-undefined', '1:8', /no filter 'uper'/],
  ['{{ 1 is od }}', 'template-undefined', '1:9', /no test 'od'/],
  ['{{ foo() }}', 'unknown-macro', '1:4', /no macro or function 'foo'/],
  [
    '{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}',
    'template-undefined',
    '1:20',
    /parameter 'a' of 'm'/,
  ],
  // values that do not fit
  ['{{ 1 + "a" }}', 'template-error', '1:6', /'\+' does not take int and str/],
  ['{{ 1 / 0 }}', 'template-error', '1:6', /division by zero/],
  ['{{ 1 < "a" }}', 'template-error', '1:6', /does not compare int with str/],
  ['{% for i in 5 %}{% endfor %}', 'template-error', '1:13', /cannot be iterated/],
  ['{% set a, b = [1] %}', 'template-error', '1:8', /1 values for 2 names/],
  ['{% set d = {} %}{% set d.x = 1 %}', 'template-error', '1:24', /not a namespace/],
  ['{% macro m() %}{% endmacro %}{{ m }}', 'template-error', '1:33', /without being called/],
  ['{% macro m() %}{% endmacro %}{{ m(1) }}', 'template-error', '1:33', /takes 0 arguments, not 1/],
  ['{% macro m(ab) %}{% endmacro %}{{ m(ac=1) }}', 'template-error', '1:35', /no parameter 'ac'/],
  ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'template-limit', '1:19', /200 deep/],
  ["{{ '%d' % 'a' }}", 'template-error', '1:9', /takes a number/],
  ["{{ '{} {}'.format(1) }}", 'template-error', '1:12', /no argument/],
  ["{{ 'a'.replace('b') }}", 'template-error', '1:8', /needs the argument 'new'/],
];

describe('an error is an error at its place', () => {
  test.each(cases)('%j', (template, code, at, says) => {
    const error = errorOf(template);
    expect([error.code, error.location && formatLocation(error.location)]).toEqual([
      code,
      `m.sql:${at}`,
    ]);
    expect(error.message).toMatch(says);
  });

  test('the nearest name is a hint', () => {
    expect(errorOf('{% set customers = 1 %}{{ custmers }}').hint).toBe("did you mean 'customers'?");
    expect(errorOf('{{ 1 | uper }}').hint).toBe("did you mean 'upper'?");
  });

  test('an error inside of macros tells every call on the way', () => {
    const error = errorOf(
      '{% macro inner(x) %}\n  {{ x.y.z }}\n{% endmacro %}\n' +
        '{% macro outer() %}{{ inner({}) }}{% endmacro %}\nselect {{ outer() }}',
    );
    expect(formatLocation(error.location ?? { file: '', line: 0, column: 0 })).toBe('m.sql:2:8');
    expect(error.trace.map(({ what, location }) => `${what} ${formatLocation(location)}`)).toEqual([
      'macro outer m.sql:5:11',
      'macro inner m.sql:4:23',
    ]);
  });
});
