import { expect, test } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';

test('a message and a hint of any length are cut to what a person may read', () => {
  const error = new CrmError('usage', {
    reason: `no '${'x'.repeat(1_000_000)}'`,
    hint: 'y'.repeat(5000),
  });
  expect(error.message).toHaveLength(4000);
  expect(error.message).toMatch(/^no 'xx.*xx … \(1000005 characters\)$/);
  expect(error.hint).toMatch(/^yy.*yy … \(5000 characters\)$/);
  expect(error.with({}).message).toBe(error.message);
});
