import type { Json } from '../base/text/json.ts';
import { nearestHint } from '../base/text/nearest.ts';
import type { Node } from '../nodes/node.ts';
import { compileGlob, hasWildcard } from './glob.ts';

/** A check of one node, or why there is none. */
export type NodeCheck =
  | { readonly check: (node: Node) => boolean }
  | {
      readonly problem: string;
      /** The part of the criterion that is wrong. */
      readonly part: 'method' | 'value';
      readonly hint: string | undefined;
    };

type Method = (value: string, projectName: string) => NodeCheck;

const resourceTypes = ['model', 'seed', 'source', 'test', 'unit_test', 'exposure'];

/** dbt's selection methods by name; `config.…` is a family of its own. */
const methods: Readonly<Record<string, Method>> = {
  fqn: value => {
    const matches = fqnCheck(value);
    return { check: node => hasFqn(node) && matches(node.fqn) };
  },
  tag: value => {
    const matches = compileGlob(value);
    return { check: node => node.tags.some(matches) };
  },
  path: value => {
    const matches = compileGlob(value.replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''), 'path');
    return { check: node => directoriesAndSelf(node.originalFilePath).some(matches) };
  },
  file: value => {
    const matches = compileGlob(value);
    return {
      check: node => {
        const name = node.originalFilePath.split('/').at(-1) ?? '';
        return matches(name) || matches(name.replace(/\.[^.]+$/, ''));
      },
    };
  },
  source: value => {
    const matches = value.split('.').map(part => compileGlob(part));
    return {
      check: node => {
        if (node.resourceType !== 'source') return false;
        const parts = [node.sourceName, node.name];
        if (matches.length > 2) parts.unshift(node.packageName);
        return matches.length <= 3 && matches.every((part, index) => part(parts[index] ?? ''));
      },
    };
  },
  exposure: value => namedNode('exposure', value),
  unit_test: value => namedNode('unit_test', value),
  package: (value, projectName) => {
    const matches = compileGlob(value === 'this' ? projectName : value);
    return { check: node => matches(node.packageName) };
  },
  resource_type: value => oneOf('resource_type', value, resourceTypes, node => [node.resourceType]),
  test_type: value =>
    oneOf('test_type', value, ['generic', 'singular', 'unit', 'data'], node => {
      if (node.resourceType === 'unit_test') return ['unit'];
      return node.resourceType === 'test' ? [node.testType, 'data'] : [];
    }),
  group: value => {
    const matches = compileGlob(value);
    return { check: node => node.group !== undefined && matches(node.group) };
  },
  test_name: value => {
    const matches = compileGlob(value);
    return {
      check: node => node.resourceType === 'test' && matches(node.testMetadata?.name ?? ''),
    };
  },
};

/** What a criterion selects by itself; a criterion without a method is a path, a file or a name. */
export function nodeCheck(
  method: string | undefined,
  value: string,
  projectName: string,
): NodeCheck {
  const name = method ?? impliedMethod(value);
  if (name.startsWith('config.')) return configCheck(name.slice('config.'.length), value);
  const found = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (found !== undefined) return found(value, projectName);
  const known = [...Object.keys(methods), 'config.materialized'];
  return {
    problem: `there is no selection method '${name}'`,
    part: 'method',
    hint: nearestHint(name, known, 'the methods are'),
  };
}

/** Names that a criterion of this method could have meant, for the nearest one. */
export function namesFor(method: string | undefined, value: string, nodes: Iterable<Node>) {
  const name = method ?? impliedMethod(value);
  const names = new Set<string>();
  for (const node of nodes) {
    if (name === 'tag') for (const tag of node.tags) names.add(tag);
    else if (name === 'path')
      for (const path of directoriesAndSelf(node.originalFilePath)) names.add(path);
    else if (name === 'file') names.add(node.originalFilePath.split('/').at(-1) ?? '');
    else if (name === 'package') names.add(node.packageName);
    else if (name === 'group') {
      if (node.group !== undefined) names.add(node.group);
    } else if (name === 'test_name') {
      if (node.resourceType === 'test' && node.testMetadata) names.add(node.testMetadata.name);
    } else if (name === 'source') {
      if (node.resourceType !== 'source') continue;
      names.add(node.sourceName).add(`${node.sourceName}.${node.name}`);
    } else if (name === 'exposure' || name === 'unit_test') {
      if (node.resourceType === name) names.add(node.name);
    } else if (name === 'fqn' && hasFqn(node)) {
      names.add(node.name);
      for (const directory of node.fqn.slice(1, -1)) names.add(directory);
    }
  }
  return names;
}

function impliedMethod(value: string): string {
  if (value.includes('/')) return 'path';
  return /\.(?:sql|csv|ya?ml)$/i.test(value) ? 'file' : 'fqn';
}

/** As in dbt, sources and exposures are selected by their own methods only. */
function hasFqn(node: Node): boolean {
  return !['source', 'exposure', 'operation'].includes(node.resourceType);
}

/**
 * dbt's rule: the last segment as it is, or a dotted prefix of the path with or without the package;
 * from the first wildcard on, the rest as one text. Beyond dbt, a wildcard may also match the last
 * segment alone, so that `stg_*` finds what it looks like it finds.
 */
function fqnCheck(value: string): (fqn: readonly string[]) => boolean {
  const parts = value.split('.');
  const wild = parts.findIndex(hasWildcard);
  const exact = wild === -1 ? parts : parts.slice(0, wild);
  const rest = wild === -1 ? undefined : compileGlob(parts.slice(wild).join('.'));
  const whole = compileGlob(value);
  const startsWith = (fqn: readonly string[]) =>
    fqn.length >= parts.length &&
    exact.every((part, index) => fqn[index] === part) &&
    (rest === undefined || rest(fqn.slice(exact.length).join('.')));
  return fqn => {
    const leaf = fqn.at(-1) ?? '';
    if (leaf === value || whole(leaf)) return true;
    const { all, withoutPackage } = flatten(fqn);
    return startsWith(all) || startsWith(withoutPackage);
  };
}

interface FlatName {
  readonly all: readonly string[];
  readonly withoutPackage: readonly string[];
}

const flatNames = new WeakMap<readonly string[], FlatName>();

/** The parts of a name, its dots split too; kept, since a selection of many criteria asks for each. */
function flatten(fqn: readonly string[]): FlatName {
  const known = flatNames.get(fqn);
  if (known !== undefined) return known;
  const all = fqn.flatMap(segment => segment.split('.'));
  const flat = { all, withoutPackage: all.slice(1) };
  flatNames.set(fqn, flat);
  return flat;
}

function directoriesAndSelf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function namedNode(resourceType: Node['resourceType'], value: string): NodeCheck {
  const matches = compileGlob(value);
  return {
    check: node =>
      node.resourceType === resourceType &&
      (matches(node.name) || matches(`${node.packageName}.${node.name}`)),
  };
}

function oneOf(
  method: string,
  value: string,
  known: readonly string[],
  valuesOf: (node: Node) => readonly string[],
): NodeCheck {
  if (!known.includes(value)) {
    return {
      problem: `${method} has no value '${value}'`,
      part: 'value',
      hint: nearestHint(value, known, 'the values are'),
    };
  }
  return { check: node => valuesOf(node).includes(value) };
}

/** `config.a.b:value`: equal, an element of a list, or a key of a map; booleans by their word. */
function configCheck(path: string, value: string): NodeCheck {
  const keys = path.split('.');
  const matches = compileGlob(value);
  return {
    check: node => {
      let found: Json | undefined = node.config;
      for (const key of keys) {
        found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
      }
      if (found === undefined || found === null) return false;
      if (Array.isArray(found)) return found.some(item => matches(String(item)));
      return isObject(found) ? Object.keys(found).some(matches) : matches(String(found));
    },
  };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
