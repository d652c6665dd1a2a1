import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { materializations } from '../../../src/dialect/materializations/materializations.ts';

const directory = 'src/dialect/materializations';
const shared = ['materialization.ts', 'materializations.ts'];

describe('materializations', () => {
  test('each is a file of its own, named as the config names it', () => {
    const files = readdirSync(directory).filter(name => !shared.includes(name));
    expect([...materializations.keys()].sort()).toEqual(
      files.map(name => name.replace('.ts', '')).sort(),
    );
  });

  test.each([...materializations.values()])('$kind makes the relation that it says', made => {
    const relation = { schema: 'main', identifier: 'a' };
    const select = { text: 'select 1 as x', segments: [] };
    const statements = made.statements({ relation, select, columns: undefined });
    const checks = made.check(relation, [{ name: 'x', type: 'INTEGER' }]);
    const isMade = made.relation !== undefined;
    expect([statements.length > 0, checks.length > 0]).toEqual([isMade, isMade]);
    if (isMade) expect(statements.at(-1)?.text).toMatch(`create ${made.relation} main.a`);
  });
});
