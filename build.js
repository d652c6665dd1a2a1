import { chmodSync, rmSync } from 'node:fs';
import { build } from 'rolldown';

const folder = 'dist/cli';

// parts of an earlier build have other names
rmSync(folder, { recursive: true, force: true });

// One file for each part that a command loads by itself: hundreds of small modules would cost a
// third of a second at every start.
await build({
  input: 'src/cli/main.ts',
  platform: 'node',
  // native: it finds the library of the platform beside itself
  external: [/^@duckdb\/node-bindings/],
  output: {
    dir: folder,
    // every file lies in the same folder, two levels below package.json, which one of them reads
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
});
chmodSync(`${folder}/main.js`, 0o755);
