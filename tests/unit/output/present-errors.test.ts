import { describe, expect, test } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import type { ErrorCode, ErrorPayload } from '../../../src/base/errors/error-kinds.ts';
import { presentErrors } from '../../../src/output/errors/present-errors.ts';

const files: Record<string, string> = {
  'models/sources.yml': 'sources:\n  - name: raw\n    tables: [{name: orders}]\n] x\n',
  'macros/money.sql': '{% macro divide_units(a) %}{% if %}\n',
};

function error(code: ErrorCode, message: string, place: string, calledAt?: string): CrmError {
  const [file = '', line, column] = place.split(':');
  const location = { file, line: Number(line), column: Number(column) };
  const [from = '', fromLine] = calledAt?.split(':') ?? [];
  const call = { file: from, line: Number(fromLine), column: 1 };
  const trace = calledAt === undefined ? [] : [{ what: 'macro m', location: call }];
  const name = [...message.matchAll(/'([^']+)'/g)].at(-1)?.[1] ?? '';
  const node = /^model '[^']+'/.exec(message)?.[0];
  const payload = { reason: message, name, node, what: 'macro or function', key: name };
  return new CrmError(code, payload as ErrorPayload<ErrorCode>, { location, trace });
}

function present(errors: readonly CrmError[]): (readonly string[])[] {
  const options = { readSource: (file: string) => files[file], showPath: (file: string) => file };
  return presentErrors(errors, options).map(({ error: { message }, notes }) => [message, ...notes]);
}

describe('errors as a person reads them', () => {
  test('what keeps a file from being read comes first, what may follow from others last', () => {
    const errors = [
      error('unknown-ref', "model 'a' refers to 'zzz', which is nothing", 'a.sql:1:1'),
      error('wrong-type', 'b', 'b.yml:1:1'),
      error('yaml-syntax', 'c', 'c.yml:1:1'),
      error('wrong-type', 'd', 'a.yml:2:1'),
    ];
    expect(present(errors).map(([message]) => message?.[0])).toEqual(['c', 'd', 'b', 'm']);
  });

  test('what names something of a file that could not be read is a note on its error', () => {
    expect(
      present([
        error('yaml-syntax', 'unexpected ]', 'models/sources.yml:4:1'),
        error(
          'unknown-source',
          "model 'a' reads source 'raw.orders', which is not declared",
          'a.sql:1:1',
        ),
        error(
          'unknown-source',
          "model 'b' reads source 'raw.orders', which is not declared",
          'b.sql:1:1',
        ),
        error(
          'unknown-source',
          "model 'c' reads source 'raw.visits', which is not declared",
          'c.sql:1:1',
        ),
        error('template-syntax', 'expected an expression', 'macros/money.sql:1:33'),
        error('unknown-macro', "there is no macro or function 'divide_units'", 'd.sql:1:1'),
        error('unknown-macro', "there is no macro or function 'divide_unit'", 'e.sql:1:1'),
      ]),
    ).toEqual([
      ['expected an expression', '1 more error follows from this one and is not shown'],
      ['unexpected ]', '2 more errors follow from this one and are not shown'],
      ["model 'c' reads source 'raw.visits', which is not declared"],
      ["there is no macro or function 'divide_unit'"],
    ]);
  });

  test('three alike at places of their own are three', () => {
    const errors = ['a', 'b', 'c'].map(file => error('wrong-type', 'no', `${file}.yml:1:1`));
    expect(present(errors)).toEqual([['no'], ['no'], ['no']]);
  });

  test('more are one with their count and three places', () => {
    const errors = ['a', 'b', 'c', 'd', 'e', 'f'].map(file =>
      error('wrong-type', 'no', `${file}.yml:1:1`),
    );
    expect(present(errors.slice(0, 4))).toEqual([
      ['no', '4 times, also at b.yml:1:1, c.yml:1:1 and d.yml:1:1'],
    ]);
    expect(present(errors)).toEqual([
      ['no', '6 times, also at b.yml:1:1, c.yml:1:1, d.yml:1:1 and 2 more places'],
    ]);
  });

  test('the same at the same place is one, with the calls that led there', () => {
    expect(
      present([
        error('template-error', 'no', 'm.sql:1:1', 'a.sql:1'),
        error('template-error', 'no', 'm.sql:1:1', 'b.sql:2'),
      ]),
    ).toEqual([['no', '2 times, also at b.sql:2:1']]);
    const same = error('wrong-type', 'no', 'a.yml:1:1');
    expect(present([same, same, same])).toEqual([['no', '3 times']]);
  });
});
