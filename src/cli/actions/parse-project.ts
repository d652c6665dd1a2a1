import { join } from 'node:path';
import { prepareTarget } from '../../base/files/prepare-target.ts';
import { targetDirectory } from '../../base/files/target-directory.ts';
import { databaseName } from '../../dialect/names/database-name.ts';
import type { ResourceType } from '../../nodes/node.ts';
import { manifestArtifact } from '../../output/artifacts/manifest-artifact.ts';
import { writeJsonArtifact } from '../../output/artifacts/write-json-artifact.ts';
import { formatNoun, formatSeconds } from '../../output/text/format-quantity.ts';
import type { ProjectOptions } from '../arguments/command-options.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { invocationInfo, openWorkspace } from './workspace.ts';

const counted: readonly (readonly [ResourceType, string])[] = [
  ['source', 'source'],
  ['seed', 'seed'],
  ['model', 'model'],
  ['test', 'data test'],
  ['unit_test', 'unit test'],
  ['exposure', 'exposure'],
];

/** Checks the files of a project and writes the manifest. Gives the exit code. */
export async function parseProject(
  invocation: Invocation,
  options: ProjectOptions,
): Promise<number> {
  const { project, manifest } = await openWorkspace(invocation, options);
  const file = join(project.root, targetDirectory, 'manifest.json');
  const info = invocationInfo(invocation, 'parse', options);
  await prepareTarget(project.root);
  await writeJsonArtifact(
    file,
    manifestArtifact(manifest, databaseName(project.target.path), new Map(), info),
  );
  const parts = counted.flatMap(([type, noun]) => {
    const count = [...manifest.nodes.values()].filter(node => node.resourceType === type).length;
    return count === 0 ? [] : [formatNoun(count, noun)];
  });
  if (manifest.macros.size > 0) parts.push(formatNoun(manifest.macros.size, 'macro'));
  const seconds = (Date.now() - invocation.startedAt.getTime()) / 1000;
  say(
    invocation,
    `${project.name} is fine: ${parts.join(', ')}, read in ${formatSeconds(seconds)}.`,
  );
  say(invocation, `Wrote ${invocation.diagnostics.showPath(file)}.`);
  return 0;
}
