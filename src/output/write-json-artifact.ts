import { againWhereVanished } from '../base/again-where-vanished.ts';
import type { JsonObject } from '../base/json.ts';
import { writeFileAtomically } from '../base/write-file.ts';

/** Writes a JSON artifact. Throws as `writeFileAtomically`. */
export async function writeJsonArtifact(file: string, content: JsonObject): Promise<void> {
  const text = `${JSON.stringify(content, null, 1)}\n`;
  await againWhereVanished(() => writeFileAtomically(file, text));
}
