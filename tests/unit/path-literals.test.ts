import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Where a statement names a file, and the only function that may write the name there. */
const places: readonly (readonly [before: RegExp, allowed: RegExp])[] = [
  [/\battach \$\{/g, /^databaseLiteral\(/],
  [/\bread_(?:csv|parquet)\(\[?\$\{/g, /^(?:filePattern\(|files\.map\(filePattern\))/],
  [/\btemp_directory = \$\{/g, /^fileLiteral\(/],
  [/\) to \$\{/g, /^(?:fileLiteral\(|target\})/],
];

/** The places in a source where a path goes to the database by another way. */
function violations(text: string): string[] {
  return places.flatMap(([before, allowed]) =>
    [...text.matchAll(before)]
      .map(match => text.slice((match.index ?? 0) + match[0].length).split('\n')[0] ?? '')
      .filter(after => !allowed.test(after)),
  );
}

describe('a path that is handed to the database', () => {
  const directory = fileURLToPath(new URL('../../src', import.meta.url));
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  );

  it('goes through the functions that take it for data', () => {
    const found = files.flatMap(file =>
      violations(readFileSync(join(directory, file), 'utf8')).map(text => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'attach #{quoteLiteral(path)} as x',
    'select * from read_csv(#{quoteLiteral(file)})',
    'read_parquet([#{files.map(quoteLiteral).join()}])',
    'copy (select 1) to #{quoteLiteral(file)}',
    'set temp_directory = #{quoteLiteral(temp)}',
  ])('is found where it goes another way: %s', text => {
    expect(violations(text.replace('#', '$'))).toHaveLength(1);
  });
});

describe('the name of a node', () => {
  const directory = fileURLToPath(new URL('../../src', import.meta.url));
  const asFile = /(?:\.name|testName)\}\.(?:sql|csv|json|parquet)/;

  it('becomes the name of a file by one function alone', () => {
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .filter(file => asFile.test(readFileSync(join(directory, file), 'utf8')));
    expect(files).toEqual([]);
    expect(asFile.test('`target/run/#{node.name}.sql`'.replace('#', '$'))).toBe(true);
  });
});
