import type { JsonObject } from '../base/json.ts';
import { writeFileAtomically } from '../base/write-file.ts';

/** Writes a JSON artifact. Throws as `writeFileAtomically`. */
export async function writeJsonArtifact(file: string, content: JsonObject): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(content, null, 1)}\n`);
}
