import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CrmError } from '../base/crm-error.ts';
import type { JsonObject } from '../base/json.ts';

/**
 * Writes a file in one step: readers see the old text or the new one, never a part. Throws
 * CrmError `file-unwritable` or `disk-full`.
 */
export async function writeArtifact(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const { code, message } = cause as NodeJS.ErrnoException;
    throw code === 'ENOSPC'
      ? new CrmError('disk-full', `no space left to write ${file}`, { cause })
      : new CrmError('file-unwritable', `cannot write ${file}: ${message}`, { cause });
  }
}

/** Writes a JSON artifact. Throws as `writeArtifact`. */
export async function writeJsonArtifact(file: string, content: JsonObject): Promise<void> {
  await writeArtifact(file, `${JSON.stringify(content, null, 1)}\n`);
}
