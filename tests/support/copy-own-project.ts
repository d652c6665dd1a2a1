import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies this repository's own project, not built, into a directory, for a test that changes it. */
export async function copyOwnProject(directory: string): Promise<void> {
  for (const path of ['crm_project.yml', 'models', 'macros', 'seeds', 'tests/data']) {
    await cp(path, join(directory, path), { recursive: true });
  }
}
