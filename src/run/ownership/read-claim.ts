import type { Manifest } from '../../graph/manifest.ts';
import type { Project } from '../../project/project.ts';
import { publishedState } from '../published-file.ts';
import { readPublished } from '../read-published.ts';
import type { OpenEngine } from '../run-options.ts';
import { resolveWarehouse } from '../warehouse-paths.ts';
import { type Claim, claimFile, emptyClaim } from './claim-file.ts';

/** What a project may do with what its published file holds, read without the lock. Throws CrmError. */
export async function readClaim(
  project: Project,
  openEngine: OpenEngine,
  { manifest, adopt }: { readonly manifest: Manifest; readonly adopt: boolean },
): Promise<Claim> {
  const { path } = project.target;
  if ((await publishedState(await resolveWarehouse(path))) === undefined) return emptyClaim;
  const reader = await readPublished(project, openEngine);
  try {
    const claimant = { project: project.name, manifest, adopt, path };
    return await claimFile(reader.connection, '__published', claimant);
  } finally {
    await reader.close();
  }
}
