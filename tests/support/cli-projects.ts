import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyOwnProject } from './copy-own-project.ts';
import { type CliResult, runCli } from './run-cli.ts';

/** Projects in a temporary directory, for tests of the command line. */
export class CliProjects {
  readonly root: string;
  #copies = 0;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<CliProjects> {
    return new CliProjects(await mkdtemp(join(tmpdir(), 'cli-')));
  }

  /** The project that init makes, built once. */
  async shop(): Promise<{ readonly directory: string; readonly firstBuild: CliResult }> {
    await runCli(this.root, ['init', 'shop']);
    const directory = join(this.root, 'shop');
    return { directory, firstBuild: await runCli(directory, ['build']) };
  }

  /** The project of this repository, not built. */
  async own(): Promise<string> {
    const directory = join(this.root, 'own');
    await copyOwnProject(directory);
    return directory;
  }

  /** A copy of a project, for a test that changes it. */
  async copyOf(directory: string): Promise<string> {
    this.#copies += 1;
    const copy = join(this.root, `copy_${this.#copies}`);
    await cp(directory, copy, { recursive: true });
    return copy;
  }

  cleanUp(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

/** Adds a model `slow` to a project, which takes minutes, and a quick one, `ahead`, before it. */
export async function addSlowModel(directory: string, sql = endless): Promise<void> {
  await writeFile(join(directory, 'models/ahead.sql'), `${table}select 1 as one\n`);
  await writeFile(
    join(directory, 'models/slow.sql'),
    `${table}${sql}\ncross join {{ ref('ahead') }}\n`,
  );
}

const table = "{{ config(materialized='table') }}\n";
const endless = 'select sum(x) as n from range(10000000000000) as r(x)';

/** A query that DuckDB ends only when a call of a function returns, seconds later. */
export const deaf = `select levenshtein(repeat('a', n), repeat('b', n)) as n
from (select 60000 + x as n from range(1) as r(x))`;
