import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildManifest, type Manifest } from '../../src/graph/manifest.ts';
import type { Compiler } from '../../src/nodes/compiler.ts';
import { checkStale } from '../../src/plan/stale/check-stale.ts';
import { nodeFingerprint } from '../../src/plan/stale/node-fingerprint.ts';
import { findStale, markOutdated } from '../../src/plan/stale/stale-relations.ts';
import { model, seed, source } from '../support/node-fixtures.ts';
import { randomEdges } from '../support/random-dag.ts';

type Kind = 'source' | 'seed' | 'table' | 'view';

/** A relation of the file: what it was made by, and for tables what it holds. */
interface Stored {
  readonly code: string;
  readonly content: string;
  readonly fingerprint: string;
}

/** A project over several saves, and the file that builds of parts have made of it. */
class World {
  readonly versions = new Map<string, number>();
  readonly file = new Map<string, Stored>();
  readonly #parents: ReadonlyMap<string, readonly string[]>;
  readonly #kinds: ReadonlyMap<string, Kind>;

  constructor(parents: ReadonlyMap<string, readonly string[]>, kinds: readonly Kind[]) {
    this.#parents = parents;
    this.#kinds = new Map([...parents.keys()].map((name, at) => [name, kinds[at] ?? 'table']));
    for (const name of parents.keys()) this.versions.set(name, 0);
  }

  kind(name: string): Kind {
    const kind = this.#kinds.get(name) ?? 'table';
    if ((this.#parents.get(name) ?? []).length === 0) return kind;
    return kind === 'view' ? 'view' : 'table';
  }

  id(name: string): string {
    const kind = this.kind(name);
    if (kind === 'source') return `source.crm.raw.${name}`;
    return kind === 'seed' ? `seed.crm.${name}` : `model.crm.${name}`;
  }

  code(name: string): string {
    return `${name} v${this.versions.get(name)}`;
  }

  isAbove(root: string, name: string): boolean {
    const parents = this.#parents.get(name) ?? [];
    return parents.some(parent => parent === root || this.isAbove(root, parent));
  }

  manifest(): Manifest {
    const nodes = [...this.#parents].map(([name, parents]) => {
      const kind = this.kind(name);
      if (kind === 'source') return source(`raw.${name}`);
      if (kind === 'seed') return seed(name, { checksum: this.code(name) });
      const isSource = (parent: string) => this.kind(parent) === 'source';
      return model(name, {
        refs: parents.filter(parent => !isSource(parent)),
        sources: parents.filter(isSource).map(parent => `raw.${parent}`),
        materialized: kind,
        rawCode: this.code(name),
      });
    });
    return buildManifest('crm', nodes, []).manifest;
  }

  /** What a reader sees in the file: a view shows what is below it as it is now. */
  shown(name: string): string {
    const stored = this.file.get(name);
    if (stored === undefined || this.kind(name) !== 'view') return stored?.content ?? 'nothing';
    return `${stored.code}(${(this.#parents.get(name) ?? []).map(each => this.shown(each)).join()})`;
  }

  /** What a build of everything would make of the sources that are in the file. */
  wanted(name: string): string {
    if (this.kind(name) === 'source') return this.shown(name);
    return `${this.code(name)}(${(this.#parents.get(name) ?? []).map(each => this.wanted(each)).join()})`;
  }

  build(chosen: ReadonlySet<string>, save: number): void {
    const { published, manifest, compiler } = this.request();
    const ids = new Set([...chosen].map(name => this.id(name)));
    const { behind } = findStale({ manifest, compiler, chosen: ids, published });
    for (const id of manifest.order) {
      const name = id.split('.').at(-1) ?? '';
      const stored = this.file.get(name);
      if (ids.has(id)) {
        const node = manifest.nodes.get(id);
        const fingerprint = node === undefined ? '' : nodeFingerprint(node, compiler);
        const below = (this.#parents.get(name) ?? []).map(each => this.shown(each)).join();
        const code = this.code(name);
        const content = this.kind(name) === 'source' ? `rows ${save}` : `${code}(${below})`;
        this.file.set(name, { code, content, fingerprint });
      } else if (stored !== undefined && behind.has(id)) {
        this.file.set(name, { ...stored, fingerprint: markOutdated(stored.fingerprint) });
      }
    }
  }

  request() {
    const compile: Compiler['compile'] = node => ({ text: node.rawCode, segments: [] });
    const compiler: Compiler = {
      compile,
      compileInline: () => ({ sql: compile({} as never), dependsOn: [] }),
    };
    const published = new Map(
      [...this.file].map(([name, { fingerprint }]) => [this.id(name), fingerprint]),
    );
    return { manifest: this.manifest(), compiler, published };
  }
}

/** The nodes that the command of a hint selects. */
function selectedBy(hint: string, world: World, manifest: Manifest): string[] {
  const [, text = ''] = /--select ([^,(]*)/.exec(hint) ?? [];
  const names = [...world.versions.keys()];
  return text
    .trim()
    .split(' ')
    .flatMap(selector => {
      const name = selector.replace(/^\+|^source:raw\./g, '');
      if (!selector.startsWith('+')) return [name];
      const above = (each: string): string[] =>
        (manifest.parents.get(world.id(each)) ?? []).flatMap(id => {
          const parent = names.find(other => world.id(other) === id) ?? '';
          return [parent, ...above(parent)];
        });
      return [name, ...above(name)];
    });
}

/** What the other way of a hint leaves out: relations with all that reads them. */
function excludedBy(hint: string, world: World, names: readonly string[]): string[] {
  const [, text] = /--exclude (.*)$/.exec(hint) ?? [];
  if (text === undefined) return [...names];
  const roots = text.split(' ').map(selector => selector.replace(/^source:raw\.|\+$/g, ''));
  return names.filter(name => roots.some(root => name === root || world.isAbove(root, name)));
}

const saves = fc.array(
  fc.record({
    changes: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
    picks: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

it('builds of parts make what a build of everything would, or say what they keep out of date', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      randomEdges('acyclic'),
      fc.array(fc.constantFrom<Kind>('source', 'seed', 'table', 'view'), {
        minLength: 10,
        maxLength: 10,
      }),
      saves,
      (edges, kinds, rounds) => {
        const world = new World(edges, kinds);
        const names = [...edges.keys()];
        const pick = (at: number) => names[at % names.length] ?? '';
        world.build(new Set(names), 0);
        for (const [at, { changes, picks }] of rounds.entries()) {
          for (const each of changes.map(pick)) {
            world.versions.set(each, (world.versions.get(each) ?? 0) + 1);
          }
          const chosen = new Set(picks.map(pick));
          const check = () => {
            const request = world.request();
            const ids = new Set([...chosen].map(name => world.id(name)));
            return checkStale({
              ...request,
              chosen: ids,
              indirect: new Set(),
              runsIndirect: false,
            });
          };
          const { errors } = check();
          if (errors.length > 0) {
            refused += 1;
            const all = new Set(chosen);
            for (const name of excludedBy(errors[0]?.hint ?? '', world, names)) chosen.delete(name);
            expect(check().errors).toEqual([]);
            for (const name of all) chosen.add(name);
            for (const name of selectedBy(errors[0]?.hint ?? '', world, world.manifest()))
              chosen.add(name);
            expect(check().errors).toEqual([]);
          }
          const { manifest, compiler, published } = world.request();
          const ids = new Set([...chosen].map(name => world.id(name)));
          const { stale } = findStale({ manifest, compiler, chosen: ids, published });
          world.build(chosen, at + 1);
          for (const name of names) {
            if (stale.has(world.id(name))) continue;
            expect([name, world.shown(name)]).toEqual([name, world.wanted(name)]);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(0);
});
