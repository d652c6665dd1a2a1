import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const directory = 'dist/cli';

// One file for each part that a command loads by itself: hundreds of small modules would cost a
// third of a second at every start.
const { output } = await build({
  input: 'src/cli/main.ts',
  platform: 'node',
  // native: it finds the library of the platform beside itself
  external: [/^@duckdb\/node-bindings/],
  transform: { define: { __SOURCES_DIGEST__: JSON.stringify(digestSources()) } },
  output: {
    dir: directory,
    // every file lies two levels below the root of the package, where base/package-file.ts expects it
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
});
chmodSync(join(directory, 'main.js'), 0o755);

// parts of an earlier build have other names
const written = new Set(output.map(({ fileName }) => fileName));
for (const name of readdirSync(directory)) {
  if (!written.has(name)) rmSync(join(directory, name), { recursive: true });
}

await writeSchemas();

/** The JSON Schemas for editors come out of the shapes that read the files. */
async function writeSchemas() {
  const directory = 'dist/schemas';
  mkdirSync(directory, { recursive: true });
  const bundle = join(directory, 'json-schemas.js');
  await build({ input: 'src/project/json-schemas.ts', platform: 'node', output: { file: bundle } });
  const { jsonSchemas } = await import(`./${bundle}`);
  for (const [name, schema] of Object.entries(jsonSchemas)) {
    writeFileSync(join(directory, name), `${JSON.stringify(schema, undefined, 2)}\n`);
  }
  rmSync(bundle);
}

/** Differs where anything that goes into the program does. */
function digestSources() {
  const hash = createHash('sha256');
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const files = sources.filter(name => name.endsWith('.ts')).sort();
  for (const file of ['package-lock.json', ...files.map(name => join('src', name))]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
