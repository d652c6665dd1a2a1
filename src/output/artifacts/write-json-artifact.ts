import { againWhereVanished } from '../../base/files/again-where-vanished.ts';
import { writeFileAtomically } from '../../base/files/write-file.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { scrub } from '../../base/text/secrets.ts';

/** Writes a JSON artifact, secrets scrubbed. Throws as `writeFileAtomically`. */
export async function writeJsonArtifact(file: string, content: JsonObject): Promise<void> {
  const text = `${JSON.stringify(content, scrubValue, 1)}\n`;
  await againWhereVanished(() => writeFileAtomically(file, text));
}

/** Value by value, so that a secret that looks like JSON leaves it JSON. */
function scrubValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? scrub(value) : value;
}
