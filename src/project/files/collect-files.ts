import { hash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import type { Located } from '../../base/errors/source-location.ts';
import { stampFile } from '../../base/files/file-stamp.ts';
import { isThere } from '../../base/files/is-there.ts';
import { nearest } from '../../base/text/nearest.ts';
import type { Project, SeedFile, TextFile } from '../project.ts';
import { readBytes, readText } from './read-text.ts';
import { refuseDbtFiles } from './refuse-dbt-files.ts';
import { walkDirectory } from './walk-directory.ts';

/** The kinds of directories that a project has. */
type PathKind = keyof Project['paths'];

/** The *-paths keys as written; undefined where dbt's default applies. */
export type WrittenPaths = Readonly<Record<PathKind, readonly Located<string>[] | undefined>>;

/** The files of a project, sorted into what they are. */
export interface CollectedFiles {
  readonly models: readonly TextFile[];
  readonly macros: readonly TextFile[];
  readonly singularTests: readonly TextFile[];
  readonly genericTests: readonly TextFile[];
  readonly seeds: readonly SeedFile[];
  readonly properties: readonly TextFile[];
  /** Paths of the fixtures of unit tests. */
  readonly fixtures: readonly string[];
}

const defaults: Project['paths'] = {
  models: ['models'],
  seeds: ['seeds'],
  macros: ['macros'],
  tests: ['tests'],
};

/** The directories to read, relative to the root; reports those that cannot be. */
export function resolvePaths(
  root: string,
  written: WrittenPaths,
  errors: CrmError[],
): Project['paths'] {
  const taken: string[] = [];
  const resolve = (kind: PathKind): readonly string[] => {
    const given = written[kind];
    const paths =
      given === undefined
        ? defaults[kind].filter(path => isThere(join(root, path)))
        : given
            .map(path => checkPath(root, path, taken, errors))
            .filter(path => path !== undefined);
    taken.push(...paths);
    return paths;
  };
  return {
    models: resolve('models'),
    seeds: resolve('seeds'),
    macros: resolve('macros'),
    tests: resolve('tests'),
  };
}

function checkPath(
  root: string,
  { value, location }: Located<string>,
  taken: readonly string[],
  errors: CrmError[],
): string | undefined {
  const path = posix.normalize(value.replaceAll('\\', '/')).replace(/\/$/, '');
  const problem = pathProblem(root, path, taken);
  if (problem === undefined) return path;
  const [code, reason, hint] = problem;
  errors.push(
    new CrmError(code, { reason: `the directory '${value}' ${reason}`, hint }, { location }),
  );
  return undefined;
}

type PathProblem = ['invalid-value' | 'file-unreadable', string, string?];

function pathProblem(
  root: string,
  path: string,
  taken: readonly string[],
): PathProblem | undefined {
  const inside = `${path}/`;
  if (path === '.') return ['invalid-value', 'is the project directory itself'];
  if (posix.isAbsolute(path) || inside.startsWith('../')) {
    return ['invalid-value', 'lies outside of the project', 'write a path below crm_project.yml'];
  }
  const other = taken.find(
    directory => inside.startsWith(`${directory}/`) || `${directory}/`.startsWith(inside),
  );
  if (other !== undefined) {
    return ['invalid-value', `overlaps with '${other}', so its files would be read twice`];
  }
  if (isThere(join(root, path))) return undefined;
  const beside = join(root, dirname(path));
  const siblings = isThere(beside) ? readdirSync(beside) : [];
  const meant = nearest(posix.basename(path), siblings);
  const hint =
    meant === undefined
      ? 'create it, or take it out of the list'
      : `did you mean '${posix.join(posix.dirname(path), meant)}'?`;
  return ['file-unreadable', 'does not exist', hint];
}

/** Walks the directories and reads their files; pushes what cannot be read. */
export function collectFiles(
  root: string,
  paths: Project['paths'],
  errors: CrmError[],
): CollectedFiles {
  const walk = (kind: PathKind) =>
    paths[kind].flatMap(directory =>
      walkDirectory(root, directory, errors).map(path => ({ path, root: directory })),
    );
  const [models, seeds, macros, tests] = [
    walk('models'),
    walk('seeds'),
    walk('macros'),
    walk('tests'),
  ];
  const others = [...seeds, ...macros, ...tests].map(({ path }) => path);
  const walked = { models: models.map(({ path }) => path), others };
  refuseDbtFiles(root, Object.values(paths).flat(), walked, errors);
  const isFixture = (file: FoundFile) => file.path.startsWith(`${file.root}/fixtures/`);
  const isGeneric = (file: FoundFile) => file.path.startsWith(`${file.root}/generic/`);
  const ownTests = tests.filter(file => !isFixture(file));
  const read = (files: readonly FoundFile[], ending: RegExp) =>
    files.filter(file => ending.test(file.path)).flatMap(file => readFile(root, file, errors));
  return {
    models: read(models, /\.sql$/),
    macros: read(macros, /\.sql$/),
    singularTests: read(
      ownTests.filter(file => !isGeneric(file)),
      /\.sql$/,
    ),
    genericTests: read(ownTests.filter(isGeneric), /\.sql$/),
    seeds: seeds
      .filter(file => file.path.endsWith('.csv'))
      .flatMap(file => readSeed(root, file, errors)),
    properties: read([...models, ...seeds, ...macros, ...ownTests], /\.ya?ml$/),
    fixtures: tests.filter(isFixture).map(file => file.path),
  };
}

interface FoundFile {
  readonly path: string;
  readonly root: string;
}

function readFile(root: string, file: FoundFile, errors: CrmError[]): TextFile[] {
  const text = collectError(errors, () => readText(root, file.path));
  return text === undefined ? [] : [{ ...file, text }];
}

function readSeed(root: string, file: FoundFile, errors: CrmError[]): SeedFile[] {
  const absolute = join(root, file.path);
  const stamp = stampFile(absolute);
  const bytes = collectError(errors, () => readBytes(root, file.path));
  if (bytes === undefined) return [];
  const checksum = hash('sha256', bytes);
  return [{ ...file, file: absolute, checksum, stamp }];
}
