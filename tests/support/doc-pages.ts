import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page of the documentation by its path, relative to the root of the repository. */
export function docPages(): ReadonlyMap<string, string> {
  const docs = readdirSync('docs').map(name => join('docs', name));
  const paths = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...docs.sort()];
  return new Map(
    paths
      .filter(path => path.endsWith('.md'))
      .map(path => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
