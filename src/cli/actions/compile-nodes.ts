import { join } from 'node:path';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import { prepareTarget } from '../../base/files/prepare-target.ts';
import { targetDirectory } from '../../base/files/target-directory.ts';
import { databaseName } from '../../dialect/names/database-name.ts';
import { selectNodes } from '../../graph/select-nodes.ts';
import type { Node } from '../../nodes/node.ts';
import { manifestArtifact } from '../../output/artifacts/manifest-artifact.ts';
import { writeCompiled } from '../../output/artifacts/write-compiled.ts';
import { writeJsonArtifact } from '../../output/artifacts/write-json-artifact.ts';
import { formatNoun } from '../../output/text/format-quantity.ts';
import type { CompileOptions } from '../arguments/command-options.ts';
import { inlineFile } from '../arguments/inline-file.ts';
import { type Invocation, reportWarnings, say } from '../arguments/invocation.ts';
import { compileQuery } from './compile-query.ts';
import { invocationInfo, openWorkspace, type Workspace } from './workspace.ts';

/** Renders nodes, or a query, to SQL. Gives the exit code. */
export async function compileNodes(
  invocation: Invocation,
  options: CompileOptions,
): Promise<number> {
  const session = await openWorkspace(invocation, options);
  if (options.inline === undefined) return compileSelected(invocation, session, options);
  if ([...(options.select ?? []), ...(options.exclude ?? [])].length > 0) {
    throw new CrmError('usage', {
      reason: 'a query of --inline and selected nodes do not go together',
    });
  }
  invocation.texts.set(inlineFile, options.inline);
  const { text } = compileQuery(session.compiler, options.inline);
  invocation.terminal.stdout.writeData(endLine(text));
  return 0;
}

async function compileSelected(
  invocation: Invocation,
  { project, manifest, compiler }: Workspace,
  options: CompileOptions,
): Promise<number> {
  const { selected, errors, warnings } = selectNodes(manifest, {
    select: options.select ?? [],
    exclude: options.exclude ?? [],
  });
  reportWarnings(invocation, warnings);
  if (errors.length > 0) throw new CrmErrors(errors);

  const compiled = new Map<string, string>();
  const failed: CrmError[] = [];
  for (const id of manifest.order) {
    const node = selected.has(id) ? manifest.nodes.get(id) : undefined;
    if (node === undefined || !hasSql(node)) continue;
    const sql = collectError(failed, () => compiler.compile(node));
    if (sql !== undefined) compiled.set(id, sql.text);
  }
  if (failed.length > 0) throw new CrmErrors(failed);

  await prepareTarget(project.root);
  await writeCompiled(project.root, manifest.nodes, compiled);
  const info = invocationInfo(invocation, 'compile', options);
  await writeJsonArtifact(
    join(project.root, targetDirectory, 'manifest.json'),
    manifestArtifact(manifest, databaseName(project.target.path), compiled, info),
  );
  const named = namedNode(manifest.nodes.values(), options.select);
  const only = compiled.size === 1 ? [...compiled.values()][0] : compiled.get(named ?? '');
  if (only !== undefined) invocation.terminal.stdout.writeData(endLine(only));
  const directory = join(project.root, targetDirectory, 'compiled', project.name);
  const count = formatNoun(compiled.size, 'file');
  say(invocation, `Wrote ${count} below ${invocation.diagnostics.showPath(directory)}.`);
  return 0;
}

function hasSql(node: Node): boolean {
  return (
    node.resourceType === 'model' ||
    node.resourceType === 'test' ||
    node.resourceType === 'operation'
  );
}

/** The node that a selection of one plain name means; its tests, which come along, aside. */
function namedNode(nodes: Iterable<Node>, select: readonly string[] = []): string | undefined {
  if (select.length !== 1) return undefined;
  return [...nodes].find(node => node.name === select[0] && hasSql(node))?.uniqueId;
}

function endLine(sql: string): string {
  return `${sql.trim()}\n`;
}
