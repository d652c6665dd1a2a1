import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { synth } from '../../src/crm/synthetic/synth.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { committed, fileNames } from '../support/committed-synth.ts';

it('the committed sample is what synth writes, byte for byte', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'committed-synth-'));
  const engine = await openEngine({ settings: { threads: 2, preserve_insertion_order: false } });
  try {
    const connection = await engine.connect();
    await synth({ ...committed, connection, outDir: directory });
    for (const name of fileNames) {
      const bytes = readFileSync(join('seeds/synthetic', name));
      expect(readFileSync(join(directory, name)).equals(bytes), name).toBe(true);
    }
    expect(readdirSync(directory).sort()).toEqual(fileNames);
  } finally {
    engine.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
