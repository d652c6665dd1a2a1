import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Children } from '../support/children.ts';
import { CliWorker } from './cli-worker.ts';
import { strikeEnv } from './fault-shim.ts';
import {
  type BuildKind,
  buildKinds,
  GenerationProject,
  places,
  sameState,
  stateAfter,
} from './generation-project.ts';
import { falseSentences } from './judge-output.ts';
import { random } from './random.ts';

/** What came of builds that were killed, or whose I/O failed, at single calls. */
export interface StrikeReport {
  readonly kills: number;
  readonly faults: number;
  /** Trials in which the call was never reached. */
  readonly missed: number;
  /** Trials after which the previous build was there, and those after which the new one was. */
  readonly kept: number;
  readonly published: number;
  /** Anything that must not be; stays empty. */
  readonly broken: readonly string[];
}

const { EIO, ENOSPC, EFBIG, EMFILE, EACCES, EDQUOT, EROFS, ENOMEM } = constants.errno;
const errnos = [EIO, ENOSPC, EFBIG, EMFILE, EACCES, EDQUOT, EROFS, ENOMEM];
const actions = [
  ...['kill', 'killafter', 'torn', 'kill', 'killafter', 'torn'],
  ...errnos.flatMap(errno => [`once:${errno}`, `always:${errno}`]),
  'short',
];

interface Trial {
  readonly kind: BuildKind;
  readonly place: (typeof places)[number];
  readonly at: number;
  readonly action: string;
}

/**
 * Strikes at calls of builds, all kinds of builds and places in turn, until the time is over or
 * `most` trials are done. After each, looks at what is published and at what was said.
 */
export async function strikeBuilds(
  library: string,
  children: Children,
  options: { readonly seconds: number; readonly seed: number; readonly most?: number },
): Promise<StrikeReport> {
  const until = performance.now() + options.seconds * 1000;
  const root = mkdtempSync(join(tmpdir(), 'campaign-'));
  const count = { kills: 0, faults: 0, missed: 0, kept: 0, published: 0 };
  const broken: string[] = [];
  const worker = new CliWorker(children, library);
  try {
    const project = new GenerationProject(join(root, 'project'));
    await project.start();
    const trials = await listTrials(project, library, root, random(options.seed));
    let generation = 1;
    for (const trial of trials) {
      // On a slow machine the time may be over before there was one of each.
      const isEnough = count.kills > 0 && count.faults > 0 && performance.now() > until;
      if (isEnough || generation > (options.most ?? Number.MAX_VALUE)) break;
      const found = await strike(project, { library, root, worker }, trial, generation);
      count[kills(trial) ? 'kills' : 'faults'] += 1;
      if (!found.reached) count.missed += 1;
      if (found.outcome !== undefined) count[found.outcome] += 1;
      broken.push(...found.broken);
      generation += 1;
      if (generation % 10 === 0) {
        broken.push(...(await buildAfter(project, generation)));
        generation += 1;
      }
      if (found.broken.length > 0 && found.outcome === undefined) {
        project.cleanUp();
        await new GenerationProject(project.root).start();
      }
    }
    return { ...count, broken };
  } finally {
    worker.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function kills({ action }: Trial): boolean {
  return action.startsWith('kill') || action === 'torn';
}

/** Every call of every kind of build and place, with every action, in an order drawn by `draw`. */
async function listTrials(
  project: GenerationProject,
  library: string,
  root: string,
  draw: () => number,
): Promise<readonly Trial[]> {
  const trials: { order: number; trial: Trial }[] = [];
  for (const kind of buildKinds) {
    for (const place of places) {
      const log = join(root, 'count.log');
      rmSync(log, { force: true });
      const paths = [join(project.root, place)];
      const env = strikeEnv(library, { paths, at: 0, action: '', log });
      await project.run(kind.args, 0, env);
      const calls = Number(/calls (\d+)/.exec(readFileSync(log, 'utf8'))?.[1] ?? 0);
      for (let at = 1; at <= calls; at += 1) {
        for (const action of actions) {
          trials.push({ order: draw(), trial: { kind, place, at, action } });
        }
      }
    }
  }
  return trials.sort((left, right) => left.order - right.order).map(({ trial }) => trial);
}

interface Struck {
  readonly reached: boolean;
  readonly outcome: 'kept' | 'published' | undefined;
  readonly broken: readonly string[];
}

async function strike(
  project: GenerationProject,
  { library, root, worker }: { library: string; root: string; worker: CliWorker },
  trial: Trial,
  generation: number,
): Promise<Struck> {
  const { kind, place, at, action } = trial;
  const log = join(root, 'strike.log');
  rmSync(log, { force: true });
  mkdirSync(join(project.root, 'target'), { recursive: true });
  const before = await project.state();
  project.setGeneration(generation);
  const env = strikeEnv(library, { paths: [join(project.root, place)], at, action, log });
  // A kill takes a process of its own.
  const result = await (kills(trial)
    ? project.run(kind.args, generation, env)
    : project.run(kind.args, generation, env, (cwd, args, more = {}) =>
        worker.run(cwd, args, more),
      ));
  const line = readText(log);
  const told = `${kind.args.join(' ')}, ${place} call ${at} ${action} (${line.trim().split('\n')[0]})`;
  const after = await project.state().catch((error: Error) => error.message);
  if (typeof after === 'string') {
    return { reached: true, outcome: undefined, broken: [`${told}: damaged or lost: ${after}`] };
  }
  const isOld = sameState(after, before);
  const isNew = sameState(after, stateAfter(before, kind, generation));
  if (!isOld && !isNew) {
    return {
      reached: true,
      outcome: undefined,
      broken: [`${told}: mixed ${JSON.stringify(after)}`],
    };
  }
  const wasKilled = result.code === 128 + constants.signals.SIGKILL;
  const outcome = isNew ? 'published' : 'kept';
  const sentences = wasKilled ? [] : [...falseSentences(result, isNew ? 'new' : 'old')];
  const reached = line.includes('struck');
  if (!reached && result.code !== 0) sentences.push('fails where nothing struck');
  const text = `exit ${result.code}: ${result.stderr.slice(-1500)}`;
  return {
    reached,
    outcome,
    broken: sentences.map(what => `${told}: ${what}\n${text}`),
  };
}

/** A build without a fault has to work after whatever went before, and to leave nothing behind. */
async function buildAfter(
  project: GenerationProject,
  generation: number,
): Promise<readonly string[]> {
  project.setGeneration(generation);
  const { code, stderr } = await project.run(['build'], generation);
  if (code !== 0) return [`the build after it exits ${code}: ${stderr}`];
  const left = project.leftovers();
  return left.length === 0 ? [] : [`the build after it leaves ${left.join(', ')}`];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'not reached';
  }
}
