import { generationFixture } from './generation-fixture.ts';

/**
 * Builds a generation in the directory of its first argument, for tests that need another process.
 * Prints a line of JSON for each event, and one for the result.
 */
const [root = '', generation = '0', ...flags] = process.argv.slice(2);
const rows = Number(flags.find(flag => flag.startsWith('--rows='))?.slice(7) ?? '1000');
const fixture = generationFixture(root, Number(generation), {
  rows,
  long: flags.includes('--long'),
});
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
say({ type: 'ready' });
const { published, errors, results } = await fixture.run({
  ...(flags.includes('--wait') ? { wait: true as const } : {}),
  processId: process.pid,
  signal: abort.signal,
  onEvent: event => say(event.type === 'waiting' ? event : { type: event.type }),
});
say({
  type: 'result',
  published,
  errors: errors.map(({ code, message }) => ({ code, message })),
  failed: results.flatMap(({ errors: found }) => found.map(({ code }) => code)),
});
