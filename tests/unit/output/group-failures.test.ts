import { expect, test } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import type { ErrorCode } from '../../../src/base/errors/error-kinds.ts';
import { groupFailures } from '../../../src/output/results/group-failures.ts';
import type { NodeResult } from '../../../src/run/run-event.ts';

function failed(uniqueId: string, code: ErrorCode, message: string, file: string): NodeResult {
  const at = new Date(0);
  return {
    uniqueId,
    resourceType: 'model',
    status: 'error',
    startedAt: at,
    completedAt: at,
    errors: [new CrmError(code, { reason: message }, { location: { file, line: 1, column: 1 } })],
  } as unknown as NodeResult;
}

function group(results: readonly NodeResult[]): (readonly string[])[] {
  return groupFailures(results, new Map()).map(({ result, notes }) => [result.uniqueId, ...notes]);
}

test('nodes that fail at one place are one, and so are many that fail for one reason', () => {
  const inMacro = ['a', 'b'].map(id => failed(id, 'sql-binder', 'no x', 'macros/m.sql'));
  const few = ['c', 'd', 'e'].map(id => failed(id, 'sql-error', 'no y', `${id}.sql`));
  const many = ['f', 'g', 'h', 'i', 'j'].map(id => failed(id, 'sql-error', 'no z', `${id}.sql`));
  expect(group([...inMacro, ...few, ...many])).toEqual([
    ['a', 'the same in b'],
    ['c'],
    ['d'],
    ['e'],
    ['f', 'the same in g, h, i and 1 more node'],
  ]);
});

test('tests that found rows are each told', () => {
  const tests = ['a', 'b', 'c', 'd', 'e'].map(id =>
    failed(id, 'data-test-failed', '1 row', 't.sql'),
  );
  expect(group(tests)).toHaveLength(5);
});
