import { expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import { runExitCode } from '../../../src/cli/exit-code.ts';
import type { RunResult } from '../../../src/run/run-event.ts';

const at = new Date(0);
const fine: RunResult = {
  scope: 'build',
  results: [],
  errors: [],
  published: true,
  withheld: [],
  startedAt: at,
  completedAt: at,
};
const error = new CrmError('system-error', { reason: 'x' });

it.each<[string, RunResult, boolean, number]>([
  ['published', fine, false, 0],
  ['published, and interrupted after that', fine, true, 0],
  ['interrupted', { ...fine, published: false }, true, 130],
  ['refused before anything ran', { ...fine, published: false, errors: [error] }, false, 2],
  ['published with an error', { ...fine, errors: [error] }, false, 1],
])('the exit code of a build that was %s says so', (_, result, interrupted, code) => {
  expect(runExitCode(result, interrupted)).toBe(code);
});
