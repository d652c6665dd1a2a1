import { stat } from 'node:fs/promises';
import { CrmError } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { formatLocation } from '../../base/errors/source-location.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { openEngine } from '../../engine/duckdb/open-engine.ts';
import { formatBytes, formatNoun } from '../../output/text/format-quantity.ts';
import { padText } from '../../output/text/text-width.ts';
import { visibleJson } from '../../output/text/visible-text.ts';
import { resolveWarehouse } from '../../run/lock/warehouse-paths.ts';
import { withWarehouseLock } from '../../run/lock/with-warehouse-lock.ts';
import { isRelation } from '../../run/ownership/catalog-objects.ts';
import { describeObjects } from '../../run/ownership/describe-objects.ts';
import { readHoldings } from '../../run/ownership/holdings.ts';
import { readPublished } from '../../run/publish/read-published.ts';
import { readWithheld } from '../../run/publish/withheld-table.ts';
import type { ProjectOptions } from '../arguments/command-options.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { readVersion } from '../version.ts';
import { readSession, type Session } from './session.ts';

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
    const engine = await openEngine({ settings: {} });
    const { version } = engine;
    engine.close();
    return version;
  });

  let session: Session | undefined;
  try {
    const read = await readSession(invocation, options);
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
  await check('published', async () => {
    const paths = await resolveWarehouse(project.target.path);
    const found = await stat(paths.published).catch(() => undefined);
    if (found === undefined) return 'none yet; crm-run build makes it';
    const reader = await readPublished(project, openEngine);
    try {
      const { connection } = reader;
      const { own, foreign } = await readHoldings(connection, '__published', project.name);
      const relations = own.filter(isRelation).length;
      const others = foreign.length === 0 ? '' : `; of others: ${describeObjects(foreign)}`;
      const left = await readWithheld(connection, '__published', project.name);
      const groups = [...new Set(left.map(({ group }) => `'${group}'`))].join(', ');
      const withheld =
        left.length === 0
          ? ''
          : `; withheld with ${groups}: ${formatNoun(left.length, 'relation')}`;
      return `opens: ${formatNoun(relations, 'relation')}, ${formatBytes(found.size)}, from ${found.mtime.toISOString()}${withheld}${others}`;
    } finally {
      await reader.close();
    }
  });
  await check('lock', () => checkLock(invocation, project.target.path));
  return well ? 0 : 1;
}

/** Takes the lock and gives it back; where no build has been, there is none to take. */
async function checkLock({ terminal, log }: Invocation, path: string): Promise<string> {
  const paths = await resolveWarehouse(path);
  if ((await stat(paths.lock).catch(() => undefined)) === undefined) return 'free';
  const holder = { processId: terminal.processId, now: log.now };
  try {
    return await withWarehouseLock(paths, openEngine, holder, async () => 'free');
  } catch (error) {
    // That a build runs just now is nothing wrong.
    if (error instanceof CrmError && error.code === 'warehouse-locked') return error.message;
    throw error;
  }
}
