import { expect, it } from 'vitest';
import { formatClaim } from '../../../src/output/results/format-claim.ts';

const index = { kind: 'index', schema: 'main', name: 'by_id', table: 'ranks' } as const;
const table = { kind: 'table', schema: 'main', name: 'precious' } as const;
const withheld = {
  group: 'ranking',
  uniqueId: 'model.crm.ranks',
  relation: { schema: 'main', identifier: 'ranks' },
  failure: "test 't' failed",
};

it('an index of others on a relation that is withheld is not said to be carried over', () => {
  const claim = { carried: [table, index], gone: [] };
  expect(formatClaim(claim, 'done')).toEqual([
    'Carried over what others made: 1 table and 1 index (main.precious, main.by_id).',
  ]);
  expect(formatClaim(claim, 'done', [withheld])).toEqual([
    'Carried over what others made: 1 table (main.precious).',
    'Dropped with what is withheld, on which others made it: 1 index (main.by_id).',
  ]);
});
