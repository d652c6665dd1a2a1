import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateSql } from '../../src/base/text/mapped-sql.ts';
import { renderText } from '../unit/jinja/render-text.ts';

const plainText = fc
  .string({ unit: fc.constantFrom(...'ab ,(){}%#\n\'"é'), maxLength: 40 })
  .filter(text => !/\{[{%#]/.test(text) && !text.endsWith('\n'));

const piece = fc.constantFrom(
  'select 1',
  ' \n ',
  '{{ 1 }}',
  '{{- "two" -}}',
  '{# no #}',
  '{#- no -#}',
  '{% if true %} yes\n{% endif %}',
  '{%- for i in [1, 2] -%} x{{ i }} {%- endfor -%}',
  '{% macro m(a) %} [{{ a }}] {% endmacro %}{{ m(3) }}{{ m("x") | trim }}',
  '{% set b %}kept {{ 1 }}{% endset %}{{ b }}{{ b ~ "!" }}',
  '{% raw %}{{ raw }}{% endraw %}',
);

describe('the map of rendered text', () => {
  test('text without tags renders to itself and maps to itself', () => {
    fc.assert(
      fc.property(plainText, text => {
        const sql = renderText(text);
        expect(sql.text).toBe(text);
        for (let offset = 0; offset < text.length; offset += 1) {
          const before = text.slice(0, offset).split('\n');
          expect(locateSql(sql, offset)?.location).toEqual({
            file: 'm.sql',
            line: before.length,
            column: (before.at(-1) ?? '').length + 1,
          });
        }
      }),
    );
  });

  test('segments cover the output in order, and literal ones are copies of the file', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const template = pieces.join('');
        const lines = template.split('\n');
        const { text, segments } = renderText(template);
        let end = 0;
        for (const { offset, length, literal, location } of segments) {
          expect(offset).toBe(end);
          end = offset + length;
          if (!literal) continue;
          const rest = [
            (lines[location.line - 1] ?? '').slice(location.column - 1),
            ...lines.slice(location.line),
          ].join('\n');
          expect(rest.startsWith(text.slice(offset, end))).toBe(true);
        }
        expect(end).toBe(text.length);
      }),
    );
  });
});
