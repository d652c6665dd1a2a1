import type { JsonObject } from '../../src/base/json.ts';
import { buildManifest } from '../../src/graph/manifest.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { Compiler } from '../../src/template/compiler.ts';
import { parseNodes } from '../../src/template/parse-nodes.ts';

/** The compiler of this repository's own project; throws the first thing that is wrong with it. */
export function projectCompiler(vars: JsonObject = {}): Compiler {
  const { project, errors } = loadProject({ projectDir: '.', vars, env: {} });
  const parsed = parseNodes(project, { env: {}, runStartedAt: new Date(0), log: () => {} });
  const { manifest, errors: unsound } = buildManifest(project.name, parsed.nodes, parsed.macros);
  const [wrong] = [...errors, ...parsed.errors, ...unsound];
  if (wrong !== undefined) throw wrong;
  return parsed.createCompiler(manifest.resolver);
}
