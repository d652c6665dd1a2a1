import { stat } from 'node:fs/promises';
import { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { formatLocation } from '../../base/errors/source-location.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import { formatBytes, formatNoun } from '../../output/text/format-quantity.ts';
import { padText } from '../../output/text/text-width.ts';
import { visibleJson } from '../../output/text/visible-text.ts';
import type { Project } from '../../project/project.ts';
import { isRelation } from '../../warehouse/catalog-object.ts';
import { describeObjects } from '../../warehouse/describe-objects.ts';
import type { Capabilities, WarehouseUpkeep } from '../../warehouse/warehouse.ts';
import {
  openWarehouse,
  warehouseCapabilities,
  warehouseUpkeep,
} from '../../warehouse/warehouses.ts';
import type { ProjectOptions } from '../arguments/command-options.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { readVersion } from '../version.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

/** Prints the state of things on stdout. Gives 0 when all is well, else 1. */
export async function debugProject(
  invocation: Invocation,
  options: ProjectOptions,
): Promise<number> {
  const { terminal, diagnostics } = invocation;
  let well = true;
  const isJson = options.logFormat === 'json';
  const print = (label: string, text: string): void => {
    terminal.stdout.write(`${padText(label, 12)} ${text}\n`);
  };
  const printJson = (finding: JsonObject): void => {
    terminal.stdout.write(`${visibleJson(JSON.stringify(finding))}\n`);
  };
  const line = (label: string, text: string): void => {
    if (options.quiet === true) return;
    if (isJson) printJson({ what: label, finding: text, problem: false });
    else print(label, text);
  };
  const problem = (label: string, error: CrmError): void => {
    well = false;
    const { hint = null, location } = error;
    const place = location === undefined ? '' : ` (${formatLocation(location)})`;
    const finding = `${error.message}${place}`;
    if (isJson) {
      printJson({ what: label, finding, problem: true, hint });
      return;
    }
    print(label, `PROBLEM: ${finding}`);
    if (hint !== null) print('', `hint: ${hint}`);
  };
  const check = async (label: string, action: () => Promise<string>): Promise<void> => {
    try {
      line(label, await action());
    } catch (error) {
      for (const each of knownErrors(error)) problem(label, each);
    }
  };

  line('crm-run', readVersion());
  line('node', `${process.version} on ${process.platform} ${process.arch}`);
  await check('duckdb', async () => {
    const engine = await openProjectEngine({ settings: {} });
    const { version } = engine;
    engine.close();
    return version;
  });

  let session: Workspace | undefined;
  try {
    const read = await readWorkspace(invocation, options);
    for (const error of read.errors) problem('project', error);
    session = read.session;
  } catch (error) {
    for (const each of knownErrors(error)) problem('project', each);
  }
  if (session === undefined) return 1;

  const { project, manifest } = session;
  line('project', `${project.name} in ${project.root}`);
  line('target', `${project.target.name}, schema ${project.target.schema}`);
  line('settings', JSON.stringify(project.target.settings));
  line('warehouse', diagnostics.showPath(project.target.path));
  line('promises', describeCapabilities(warehouseCapabilities(project)));
  for (const node of manifest.nodes.values()) {
    if (node.resourceType !== 'source' || node.origin.kind !== 'file') continue;
    const { file } = node.origin;
    const found = await stat(file).catch(() => undefined);
    const shown = diagnostics.showPath(file);
    if (found !== undefined) line('raw file', `${shown} (${formatBytes(found.size)})`);
    else if (node.optional) line('raw file', `${shown} does not exist, and need not`);
    else
      problem(
        'raw file',
        new CrmError('missing-file', { path: shown, reason: `${shown} does not exist` }),
      );
  }
  const holder = { processId: terminal.processId, now: invocation.log.now };
  const upkeep = () => warehouseUpkeep(project, openProjectEngine, holder);
  await check('published', async () => describePublished(project, await upkeep()));
  await check('lock', async () => describeLock(await upkeep()));
  return well ? 0 : 1;
}

async function describePublished(project: Project, upkeep: WarehouseUpkeep): Promise<string> {
  const found = await upkeep.published();
  if (found === undefined) return 'none yet; crm-run build makes it';
  const warehouse = await openWarehouse(project, openProjectEngine);
  try {
    const { own, foreign, withheld } = (await warehouse.read()).state;
    const relations = formatNoun(own.filter(isRelation).length, 'relation');
    const others = foreign.length === 0 ? '' : `; of others: ${describeObjects(foreign)}`;
    const groups = [...new Set(withheld.map(({ group }) => `'${group}'`))].join(', ');
    const left =
      withheld.length === 0
        ? ''
        : `; withheld with ${groups}: ${formatNoun(withheld.length, 'relation')}`;
    const { bytes, at } = found;
    return `opens: ${relations}, ${formatBytes(bytes)}, from ${at.toISOString()}${left}${others}`;
  } finally {
    await warehouse.close();
  }
}

/** Takes the lock and gives it back; where no build has been, there is none to take. */
async function describeLock(upkeep: WarehouseUpkeep): Promise<string> {
  if (!(await upkeep.isUsed())) return 'free';
  try {
    return await upkeep.exclusively(async () => 'free');
  } catch (error) {
    // That a build runs just now is nothing wrong.
    if (error instanceof CrmError && error.code === 'warehouse-locked') return error.message;
    throw error;
  }
}

/** What the kind of warehouse promises, as one line. */
function describeCapabilities(has: Capabilities): string {
  return [
    has.publishesAtomically
      ? 'a build is published in one step'
      : 'a build is published bit by bit',
    has.readsWhileBuilding ? 'readers never wait for a build' : 'readers may wait for a build',
    has.carriesForeign ? 'what others made there is retained' : 'nothing of others may be there',
  ].join(', ');
}
