import type { CrmError } from '../../src/base/errors/crm-error.ts';
import { compileQuery } from '../../src/cli/actions/compile-query.ts';
import type { Manifest } from '../../src/graph/manifest.ts';
import { selectNodes } from '../../src/graph/select-nodes.ts';
import { parseNodes } from '../../src/nodes/parse-nodes.ts';
import type { Project } from '../../src/project/project.ts';
import { readProperties } from '../../src/project/properties/read-properties.ts';
import { plainYamlReader } from '../../src/project/yaml/yaml-cache.ts';
import { hostileOutcome, hostileProblems } from '../support/hostile-outcome.ts';
import type { OwnProject } from '../support/own-project.ts';

/** What is wrong with how texts are met, by an action that gives its errors or throws them. */
export function problemsOf(
  text: string | ReadonlyMap<string, string>,
  action: () => readonly CrmError[] | undefined,
): string[] {
  return hostileProblems(text, hostileOutcome(action));
}

/** Errors of macros that a query calls are in the files of those. */
export function queryProblems(own: OwnProject, text: string): string[] {
  const { files } = own.project;
  const all = [...files.macros, ...files.models].map(file => [file.path, file.text] as const);
  const texts = new Map([...all, ['<inline>', text]]);
  return problemsOf(texts, () => void compileQuery(own.compiler, text)).filter(
    // What is said of the query as a whole has no place.
    problem => !/^undefined is not in the text: the query of --inline is empty/.test(problem),
  );
}

/** Reads a project of one file; a property file has its first model and the generic tests next to it. */
export function parseProblems(project: Project, path: string, text: string): string[] {
  const file = { path, root: path.split('/')[0] ?? '', text };
  const isYaml = path.endsWith('.yml');
  const name = /name: (\w+)/.exec(text)?.[1] ?? 'x';
  const described = { path: `models/${name}.sql`, root: 'models', text: 'select 1 as id' };
  const beside = isYaml ? project.files.genericTests : [];
  const texts = new Map([...beside, file].map(each => [each.path, each.text]));
  const errors: CrmError[] = [];
  return problemsOf(texts, () => {
    const fixtures = { paths: [], read: () => '' };
    const read = readProperties(isYaml ? [file] : [], plainYamlReader, fixtures, errors);
    const alone: Project = {
      ...project,
      ...read,
      directoryConfig: () => [],
      onRunStart: [],
      onRunEnd: [],
      files: {
        properties: [],
        seeds: [],
        singularTests: [],
        genericTests: beside,
        macros: file.root === 'macros' ? [file] : [],
        models: isYaml ? [described] : file.root === 'models' ? [file] : [],
      },
    };
    const options = { env: {}, runStartedAt: new Date(0), log: () => {} };
    return [...errors, ...parseNodes(alone, options).errors];
  });
}

export function selectorProblems(manifest: Manifest, text: string): string[] {
  return problemsOf(text, () => {
    const { errors, warnings } = selectNodes(manifest, { select: [text], exclude: [] });
    // That nothing is left is said of the whole.
    return [...errors, ...warnings].filter(
      ({ code, location }) => code !== 'empty-selection' || location,
    );
  });
}
