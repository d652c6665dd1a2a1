import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { type ProcessCost, runProcess } from './process.ts';

/** The directory that the benchmark is run in: the root of this repository. */
export const repository = resolve('.');
const workDirectory = join(repository, 'target', 'bench');
const main = join(repository, 'dist', 'cli', 'main.js');

/** A copy of the CRM project with a warehouse of its own, so that nobody's build is touched. */
export interface Workspace {
  readonly root: string;
  readonly warehouse: string;
}

/** Makes the copy anew; `settings` are DuckDB settings of its target. */
export function createWorkspace(
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Workspace {
  const root = join(workDirectory, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const part of ['models', 'macros', 'seeds', 'tests/data']) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  const lines = Object.entries(settings).map(([key, value]) => `\n      ${key}: ${value}`);
  const config = readFileSync(join(repository, 'crm_project.yml'), 'utf8');
  const withSettings =
    lines.length === 0
      ? config
      : config.replace(/^ {4}schema: .*$/m, `$&\n    settings:${lines.join('')}`);
  if (lines.length > 0 && withSettings === config) throw new Error('no target to give settings to');
  writeFileSync(join(root, 'crm_project.yml'), withSettings);
  return { root, warehouse: join(root, 'warehouse', 'crm.duckdb') };
}

/**
 * The same with the core alone, on the committed sample: what the monthly snapshot needs and its
 * tests, without the analyses on top of it and the optional tables that they read.
 */
export function createCoreWorkspace(name: string): Workspace {
  const workspace = createWorkspace(name);
  const { root } = workspace;
  for (const directory of ['models', join('tests', 'data')]) {
    keepOnly(join(root, directory), ['staging', 'crm', 'generic']);
    rmSync(join(root, directory, 'staging', 'optional'), { recursive: true });
  }
  const seeds = ['counted_statuses', 'excluded_customer_types', 'tier_thresholds'];
  keepOnly(join(root, 'seeds', 'calibration'), ['_calibration.yml', ...seeds.map(csv)]);
  keepOnly(join(root, 'seeds', 'synthetic'), ['customers', 'products', 'transactions'].map(csv));
  removeMacrosOfSubjects(join(root, 'macros'));
  removeConfigOfSubjects(root);
  return workspace;
}

/** The project file names the subjects, and the parameters that they declare. */
function removeConfigOfSubjects(root: string): void {
  const file = join(root, 'crm_project.yml');
  const config = parseDocument(readFileSync(file, 'utf8'));
  const { vars, models } = config.toJS() as Record<'vars' | 'models', Record<string, object>>;
  const declared = ['staging', 'crm'].flatMap(declaredParameters);
  for (const name of Object.keys(vars))
    if (!declared.includes(name)) config.deleteIn(['vars', name]);
  for (const name of Object.keys(models.crm ?? {})) {
    if (!name.startsWith('+') && name !== 'staging') config.deleteIn(['models', 'crm', name]);
  }
  config.delete('data_tests');
  writeFileSync(file, String(config));

  function declaredParameters(subject: string): string[] {
    const path = join(root, 'models', subject, '_parameters.yml');
    const { parameters } = parse(readFileSync(path, 'utf8')) as { parameters: { name: string }[] };
    return parameters.map(({ name }) => name);
  }
}

function csv(name: string): string {
  return `${name}.csv`;
}

/** A subject describes its macros in a file of its own; those of the core are in `_macros.yml`. */
function removeMacrosOfSubjects(directory: string): void {
  for (const file of readdirSync(directory).filter(name => /^_.+_macros\.yml$/.test(name))) {
    const text = readFileSync(join(directory, file), 'utf8');
    for (const [, macro] of text.matchAll(/^ {2}- name: (\w+)/gm)) {
      rmSync(join(directory, `${macro}.sql`));
    }
    rmSync(join(directory, file));
  }
}

function keepOnly(directory: string, names: readonly string[]): void {
  for (const name of readdirSync(directory)) {
    if (!names.includes(name)) rmSync(join(directory, name), { recursive: true });
  }
}

/**
 * Synthetic data of so many customers and 36 months, made once and retained until the next clean or
 * until the generator plants something else.
 */
export async function syntheticData(customers: number, format: 'csv' | 'parquet'): Promise<string> {
  const directory = join(workDirectory, 'data', `${customers}-${format}`);
  const made = join(directory, 'truth.json');
  const planted = plantedIn(join(repository, 'seeds', 'synthetic', 'truth.json'));
  if (!existsSync(made) || plantedIn(made) !== planted) {
    mkdirSync(directory, { recursive: true });
    await crmRun(repository, [
      'synth',
      ...['--customers', String(customers), '--months', '36', '--seed', '1'],
      ...['--out', directory, '--format', format],
    ]);
  }
  return directory;
}

/** What distinguishes one generator from another, whatever the number of customers. */
function plantedIn(truthFile: string): string {
  const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Record<string, object>;
  return JSON.stringify([
    Object.keys(truth),
    Object.entries({ ...truth.loyalty, ...truth.timing }).filter(
      ([name]) => !/member|others/.test(name),
    ),
  ]);
}

/** Runs the built command line in a directory. */
export function crmRun(cwd: string, args: readonly string[]): Promise<ProcessCost> {
  return runProcess(process.execPath, [main, ...args], cwd);
}

/** The core: what the monthly snapshot is made of, without the analyses that build on it. */
export const core = ['--select', 'path:models/staging', 'path:models/crm'];

/** A build from nothing, the published file removed first: of the core, or of what is selected. */
export function coldBuild(
  workspace: Workspace,
  data: string,
  format: 'csv' | 'parquet',
  selection: readonly string[] = core,
): Promise<ProcessCost> {
  rmSync(join(workspace.root, 'warehouse'), { recursive: true, force: true });
  const vars = JSON.stringify({ raw_path: data, raw_format: format });
  return crmRun(workspace.root, ['build', '--quiet', '--vars', vars, ...selection]);
}
