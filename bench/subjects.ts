import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureRow, gibibytes, type Row, ratioRow, seconds } from './case.ts';
import { coldBuild, createWorkspace, syntheticData, type Workspace } from './workspace.ts';

interface RunResults {
  readonly results: readonly { readonly unique_id: string; readonly execution_time: number }[];
}
interface Manifest {
  readonly nodes: Readonly<
    Record<string, { readonly resource_type: string; readonly original_file_path: string }>
  >;
}

/** A model of a build with the directory below `models/` that it lies in. */
interface TimedModel {
  readonly name: string;
  readonly directory: string;
  readonly seconds: number;
}

const coreDirectories = ['staging', 'crm'];
const descriptiveDirectories = ['lifecycle', 'value', 'retention'];

/** Each directory's and each model's time in a build of everything on 200,000 customers × 36 months. */
export async function subjects(): Promise<Row[]> {
  const data = await syntheticData(200_000, 'parquet');
  const workspace = createWorkspace('subjects');
  const cost = await coldBuild(workspace, data, 'parquet', []);
  const { models, loading, testing } = readTimes(workspace);
  const of = (chosen: readonly string[]) =>
    total(models.filter(({ directory }) => chosen.includes(directory)));
  const directories = [...new Set(models.map(({ directory }) => directory))];
  return [
    ratioRow(
      'models of lifecycle, value and retention / models of the core, 200,000 customers × 36 months',
      of(descriptiveDirectories) / of(coreDirectories),
      3,
      `${seconds(of(descriptiveDirectories))} / ${seconds(of(coreDirectories))}`,
    ),
    figureRow('the whole build', `${seconds(cost.seconds)}, peak ${gibibytes(cost.peakBytes)}`),
    figureRow('loading of it', seconds(loading)),
    figureRow('tests of it', seconds(testing)),
    ...directories.flatMap(directory => directoryRows(directory, models)),
  ];
}

/** The directory's total, its share of all models, and its models, slowest first; what took less than a tenth of a second aside. */
function directoryRows(directory: string, models: readonly TimedModel[]): Row[] {
  const own = models.filter(model => model.directory === directory);
  const slow = own.filter(model => model.seconds >= 0.1).sort((a, b) => b.seconds - a.seconds);
  return [
    figureRow(
      `${directory}: ${own.length} models`,
      `${seconds(total(own))}, ${((100 * total(own)) / total(models)).toFixed(1)} %`,
    ),
    ...slow.map(model => figureRow(`${directory}: ${model.name}`, seconds(model.seconds))),
  ];
}

function total(models: readonly TimedModel[]): number {
  return models.reduce((sum, model) => sum + model.seconds, 0);
}

function readTimes({ root }: Workspace): {
  models: readonly TimedModel[];
  loading: number;
  testing: number;
} {
  const read = <T>(name: string) =>
    JSON.parse(readFileSync(join(root, 'target', name), 'utf8')) as T;
  const { nodes } = read<Manifest>('manifest.json');
  const models: TimedModel[] = [];
  let loading = 0;
  let testing = 0;
  for (const { unique_id, execution_time } of read<RunResults>('run_results.json').results) {
    const node = nodes[unique_id];
    if (node?.resource_type === 'model') {
      const [, directory = '', file = ''] = node.original_file_path.split('/');
      models.push({ name: file.replace(/\.sql$/, ''), directory, seconds: execution_time });
    } else if (/^(source|seed)\./.test(unique_id)) loading += execution_time;
    else testing += execution_time;
  }
  return { models, loading, testing };
}
