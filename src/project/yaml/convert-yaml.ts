import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { CrmError } from '../../base/errors/crm-error.ts';
import { formatLocation, type SourceLocation } from '../../base/errors/source-location.ts';
import type { YamlEntry, YamlMap, YamlScalar, YamlValue } from './yaml-value.ts';

type Locate = (offset: number) => SourceLocation;

/** Levels that a value may have, aliases followed; everything that reads values may then recurse. */
const deepest = 100;

/** Values that a file may have once its aliases are followed; more is a bomb, not a project. */
const mostValues = 200_000;

/** Turns a document that parsed without errors into values; pushes what it cannot take. */
export function convertYaml(
  document: Document.Parsed,
  locate: Locate,
  errors: CrmError[],
): YamlValue | undefined {
  return new Converter(document, locate, errors).convert(document.contents);
}

class Converter {
  readonly #document: Document.Parsed;
  readonly #locate: Locate;
  readonly #errors: CrmError[];
  /** Nodes that are being converted, to see an alias inside of its own anchor. */
  readonly #open = new Set<Node>();
  /** What aliases stand for, once the first is met; finding it takes a walk through the document. */
  #targets: ReadonlyMap<Alias, Node> | undefined;
  #values = 0;

  constructor(document: Document.Parsed, locate: Locate, errors: CrmError[]) {
    this.#document = document;
    this.#locate = locate;
    this.#errors = errors;
  }

  convert(node: unknown): YamlValue | undefined {
    this.#values += 1;
    if (isAlias(node)) return this.#follow(node);
    if (isScalar(node)) return this.#scalar(node);
    if (!isMap(node) && !isSeq(node)) {
      return { kind: 'scalar', value: null, source: '', location: this.#locate(0) };
    }
    if (this.#open.size >= deepest) {
      const message = `lists and maps are nested more than ${deepest} deep`;
      const hint = 'write it with fewer levels';
      throw new CrmError('yaml-syntax', { reason: message, hint }, { location: this.#at(node) });
    }
    this.#open.add(node);
    const value = isMap(node) ? this.#map(node) : this.#list(node);
    this.#open.delete(node);
    return value;
  }

  #follow(node: Alias): YamlValue | undefined {
    const target = this.#target(node);
    const name = node.source;
    if (target === undefined) return this.#report(`no anchor '&${name}'`, node);
    if (this.#open.has(target)) {
      return this.#report(`the alias '*${name}' is inside its own anchor`, node);
    }
    if (this.#values > mostValues) {
      const message = `with its aliases, this file has more than ${mostValues} values`;
      throw new CrmError('yaml-syntax', { reason: message }, { location: this.#at(node) });
    }
    return this.convert(target);
  }

  #target(alias: Alias): Node | undefined {
    this.#targets ??= findTargets(this.#document);
    return this.#targets.get(alias);
  }

  #list(node: { readonly items: readonly unknown[] } & Node): YamlValue {
    const items = node.items.map(item => this.convert(item)).filter(item => item !== undefined);
    return { kind: 'list', items, location: this.#at(node) };
  }

  #map(node: YAMLMap): YamlMap {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlMap[] = [];
    for (const pair of node.items) {
      if (isMergeKey(pair)) merged.push(...this.#mergeSources(pair));
      else this.#entry(pair, entries, node);
    }
    for (const { entries: more } of merged) {
      for (const [key, entry] of more) if (!entries.has(key)) entries.set(key, entry);
    }
    return { kind: 'map', entries, location: this.#at(node) };
  }

  #entry(pair: Pair, entries: Map<string, YamlEntry>, map: YAMLMap): void {
    const { key: written } = pair;
    const key = isAlias(written) ? this.#target(written) : written;
    if (!isScalar(key)) {
      const hint = 'text with {{ … }} has to be in quotes';
      this.#report('a key has to be plain text', map, hint);
      return;
    }
    const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    const keyLocation = this.#at(written as Node);
    const before = entries.get(name);
    if (before !== undefined) {
      const message = `the key '${name}' appears here twice`;
      const hint = `it is first set at ${formatLocation(before.keyLocation)}`;
      this.#errors.push(
        new CrmError(
          'duplicate-name',
          { name, first: before.keyLocation, reason: message, hint },
          { location: keyLocation },
        ),
      );
      return;
    }
    const empty: YamlScalar = { kind: 'scalar', value: null, source: '', location: keyLocation };
    const value = pair.value === null ? empty : this.convert(pair.value);
    if (value === undefined) return;
    const unset = value.kind === 'scalar' && value.source === '' && value.value === null;
    entries.set(name, { keyLocation, value: unset ? empty : value });
  }

  /** Maps that `<<` merges in, the first one strongest. */
  #mergeSources(pair: Pair): YamlMap[] {
    const value = this.convert(pair.value);
    const sources = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
    return sources.filter(source => {
      if (source.kind === 'map') return true;
      this.#report("'<<' takes a map or a list of maps", pair.key as Node);
      return false;
    }) as YamlMap[];
  }

  #scalar(node: Scalar): YamlScalar | undefined {
    const location = this.#at(node);
    const { value } = node;
    const source = node.source ?? '';
    const old = node.type === Scalar.PLAIN && oldBoolean.exec(source);
    if (old) return this.#oldBoolean(source, old[1] !== undefined, location);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') {
      return { kind: 'scalar', value, source, location };
    }
    if (typeof value !== 'number') {
      return this.#report(`'${source}' is not a value that a project can hold`, node);
    }
    const reason = numberProblem(value, source);
    if (reason === undefined) return { kind: 'scalar', value, source, location };
    const hint = `put it in quotes to keep it as written: '${source}'`;
    const message = `${source} ${reason}`;
    this.#errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
    return { kind: 'scalar', value: source, source, location };
  }

  /** dbt reads YAML 1.1 and so a boolean, YAML 1.2 has text: neither is taken without asking. */
  #oldBoolean(source: string, value: boolean, location: SourceLocation): YamlScalar {
    const message = `'${source}' is text in YAML 1.2, but ${value} in dbt`;
    const hint = `write ${value}, or '${source}' in quotes for text`;
    this.#errors.push(new CrmError('invalid-value', { reason: message, hint }, { location }));
    return { kind: 'scalar', value, source, location };
  }

  #at(node: Node): SourceLocation {
    return this.#locate(node.range?.[0] ?? 0);
  }

  #report(message: string, node: Node, hint?: string): undefined {
    this.#errors.push(
      new CrmError('yaml-syntax', { reason: message, hint }, { location: this.#at(node) }),
    );
  }
}

/** The node that each alias stands for: the last one before it with an anchor of its name. */
function findTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

const oldBoolean = /^(?:(yes|Yes|YES|on|On|ON)|no|No|NO|off|Off|OFF)$/;

function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;
}

/** Why a number would not come out as it was written; undefined when it does. */
function numberProblem(value: number, source: string): string | undefined {
  if (!Number.isFinite(value)) return 'is not a finite number';
  if (/^[-+]?0\d/.test(source)) return `would be read as the number ${value}`;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'has too many digits';
  const digits = source.replace(/e.*$/i, '').replaceAll(/[^\d]/g, '').replace(/^0+/, '');
  return /^0[xo]/i.test(source) || digits.length <= 15 ? undefined : 'has too many digits';
}
