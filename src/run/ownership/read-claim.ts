import type { Manifest } from '../../graph/manifest.ts';
import type { Project } from '../../project/project.ts';
import { resolveWarehouse } from '../lock/warehouse-paths.ts';
import { publishedState } from '../publish/published-file.ts';
import { readPublished } from '../publish/read-published.ts';
import type { OpenEngine } from '../run-options.ts';
import { type Claim, claimFile, emptyClaim } from './claim-file.ts';
import { type ObjectContents, readContents } from './file-contents.ts';

/** A claim, and what the file holds; undefined where there is none. */
export interface ReadClaim {
  readonly claim: Claim;
  readonly contents: ReadonlyMap<string, ObjectContents> | undefined;
}

/** What a project may do with what its published file holds, read without the lock. Throws CrmError. */
export async function readClaim(
  project: Project,
  openEngine: OpenEngine,
  { manifest, adopt }: { readonly manifest: Manifest; readonly adopt: boolean },
): Promise<ReadClaim> {
  const { path } = project.target;
  const published = await publishedState(await resolveWarehouse(path));
  if (published === undefined) return { claim: emptyClaim, contents: undefined };
  const reader = await readPublished(project, openEngine);
  try {
    const claimant = { project: project.name, manifest, adopt, path };
    const { connection } = reader;
    const claim = await claimFile(connection, '__published', claimant);
    return { claim, contents: await readContents(connection, '__published') };
  } finally {
    await reader.close();
  }
}
