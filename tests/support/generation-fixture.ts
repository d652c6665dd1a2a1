import { RunFixture } from './run-fixture.ts';

/**
 * A small project in which every relation holds the number of its generation, so that a reader can
 * tell two builds apart.
 */
export function generationFixture(
  root: string,
  generation: number,
  options: { readonly rows?: number; readonly long?: boolean } = {},
): RunFixture {
  const fixture = new RunFixture(root);
  for (const name of ['first', 'second', 'third', 'fourth']) {
    // Hashes do not compress, so the size of the file can be foreseen.
    const sql = `select ${generation} as generation, hash(range) as n from range(${options.rows ?? 1000})`;
    fixture.model(name, { sql });
  }
  const union = ['first', 'fourth'].map(name => `select generation from {${name}}`).join(' union ');
  fixture.model('all_of_them', { sql: union, materialized: 'view' });
  fixture.test('one_generation', { sql: 'select count(*) from {all_of_them} having count(*) > 1' });
  if (options.long === true) {
    // Ends after some seconds; a test that needs it to end sooner kills the process.
    fixture.model('zzz_long', {
      sql: 'select sum(a.range * b.range) as n from range(30000) as a, range(30000) as b',
    });
  }
  return fixture;
}
