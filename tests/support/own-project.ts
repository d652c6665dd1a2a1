import type { JsonObject } from '../../src/base/json.ts';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { Project } from '../../src/project/project.ts';
import type { Compiler } from '../../src/template/compiler.ts';
import { parseNodes } from '../../src/template/parse-nodes.ts';

/**
 * This repository's own project, or a copy of it in another folder; throws the first thing that is
 * wrong with it.
 */
export async function ownProject(
  vars: JsonObject = {},
  projectDir = '.',
): Promise<{ project: Project; manifest: Manifest; compiler: Compiler }> {
  const { project, errors } = await loadProject({ projectDir, vars, env: {} });
  const parsed = parseNodes(project, { env: {}, runStartedAt: new Date(0), log: () => {} });
  const { manifest, errors: unsound } = buildManifest(project.name, parsed.nodes, parsed.macros);
  const [wrong] = [...errors, ...parsed.errors, ...unsound];
  if (wrong !== undefined) throw wrong;
  return { project, manifest, compiler: parsed.createCompiler(manifest.resolver) };
}
