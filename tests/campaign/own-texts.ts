import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import { type OwnProject, ownProject } from '../support/own-project.ts';

const isRelation = new Set(['model', 'seed', 'source']);

/** The texts of this repository's own project, from which others are made. */
export interface OwnTexts {
  readonly own: OwnProject;
  /** Its models, seeds and sources, without the many tests of them. */
  readonly relations: Manifest;
  /** Models and singular tests. */
  readonly models: readonly string[];
  readonly macros: readonly string[];
  /** One entry of a property file each, such as a model with its columns, below its key. */
  readonly properties: readonly string[];
  readonly projectFile: string;
  /** Names of nodes, tags and directories. */
  readonly names: readonly string[];
}

export async function ownTexts(): Promise<OwnTexts> {
  const own = await ownProject();
  const { root, files } = own.project;
  const properties = files.properties.flatMap(path =>
    entriesOf(readFileSync(join(root, path), 'utf8')),
  );
  const nodes = [...own.manifest.nodes.values()];
  const relations = nodes.filter(({ resourceType }) => isRelation.has(resourceType));
  return {
    own,
    relations: buildManifest(own.project.name, relations, []).manifest,
    models: [...files.models, ...files.singularTests].map(({ text }) => text),
    macros: files.macros.map(({ text }) => text),
    properties: properties.filter(({ length }) => length < 4000),
    projectFile: readFileSync(join(root, 'crm_project.yml'), 'utf8'),
    names: [...new Set(nodes.flatMap(({ name, tags, fqn }) => [name, ...tags, ...fqn]))],
  };
}

/** The entries of the lists at the top of a property file, each as a file of its own. */
function entriesOf(text: string): readonly string[] {
  const entries: string[] = [];
  let key = '';
  for (const part of text.split(/^(?=\S)|^(?= {2}- )/m)) {
    if (/^\w+:\s*$/.test(part)) key = part;
    else if (part.startsWith('  - ') && key !== '') entries.push(key + part);
  }
  return entries;
}
