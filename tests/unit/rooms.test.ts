import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** From first to last: a room imports only rooms before it. */
const rooms = [
  'base',
  'jinja',
  'dialect',
  'project',
  'nodes',
  'graph',
  'engine',
  'load',
  'warehouse',
  'plan',
  'run',
  'output',
  'stats',
  'functions',
  'crm',
  'cli',
];

/** Rooms that import `base` and nothing else, wherever they stand. */
const independent = new Set(['jinja', 'dialect', 'stats']);

/** The most files that lie in one directory, and the most lines of one of them. */
const filesMax = 15;
const linesMax = 250;

/** One kind of warehouse; all other rooms know the interface alone. */
const fileWarehouse = 'warehouse/duckdb-file/';

/** Reads a clock of the process, and nothing else of it. */
const cpuClock = 'base/cpu-seconds.ts';

/** The files of `src` by their path below it. */
type Sources = ReadonlyMap<string, string>;

const importPattern =
  /(?:^|[;\n])\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]|(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]/g;

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function importsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(importPattern)].map(
    match => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function resolveImport(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
}

/** Everything in `sources` that breaks a rule of the rooms, one line each. */
function violations(sources: Sources): string[] {
  const found: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const room = file.split('/')[0] ?? '';
    if (!rooms.includes(room)) found.push(`${file}: ${room} is not a room`);
    if (
      room !== 'cli' &&
      file !== cpuClock &&
      /\bprocess\s*[.[]|['"](node:)?process['"]/.test(codeOf(text))
    ) {
      found.push(`${file}: only cli touches process`);
    }
    const targets: string[] = [];
    for (const specifier of importsOf(text)) {
      if (specifier === '@duckdb/node-api' && !file.startsWith('engine/duckdb/')) {
        found.push(`${file}: only engine/duckdb imports ${specifier}`);
      }
      const target = resolveImport(file, specifier);
      if (target === undefined) continue;
      if (!sources.has(target)) found.push(`${file}: imports ${target}, which is not there`);
      else targets.push(target);
      const other = target.split('/')[0] ?? '';
      const isBefore = independent.has(room)
        ? other === 'base' || other === room
        : rooms.indexOf(other) <= rooms.indexOf(room);
      if (!isBefore) found.push(`${file}: ${room} must not import ${other}`);
      if (target.startsWith(fileWarehouse) && room !== 'warehouse') {
        found.push(`${file}: only warehouse imports ${target}`);
      }
    }
    graph.set(file, targets);
  }
  for (const cycle of cycles(graph)) found.push(`import cycle: ${cycle.join(' → ')}`);
  return [...found, ...tooLarge(sources)];
}

/** Directories of too many files and files of too many lines. */
function tooLarge(sources: Sources): string[] {
  const found: string[] = [];
  const sizes = new Map<string, number>();
  for (const [file, text] of sources) {
    const lines = text.split('\n').length - 1;
    if (lines > linesMax) found.push(`${file}: ${lines} lines`);
    sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1);
  }
  for (const [directory, size] of sizes) {
    if (size > filesMax) found.push(`${directory}: ${size} files`);
  }
  return found;
}

/** The text without comments, and without what is in quotes, so that messages may say process. */
function codeOf(text: string): string {
  return withoutComments(text).replace(/'(?!(?:node:)?process')[^'\n]*'|`[^`$]*`/g, "''");
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at !== -1) {
      found.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

function readSources(): Sources {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map(file => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')]),
  );
}

describe('rooms', () => {
  it('import only rooms before them, without cycles, and stay small', () => {
    expect(violations(readSources())).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'an import of a room that stands later',
      { 'base/a.ts': "import { b } from '../cli/b.ts';", 'cli/b.ts': '' },
      'base/a.ts: base must not import cli',
    ],
    [
      'a type import that stands later',
      { 'plan/a.ts': "import type {\n  B,\n} from '../run/b.ts';", 'run/b.ts': '' },
      'plan/a.ts: plan must not import run',
    ],
    [
      'a dynamic import that stands later',
      { 'graph/a.ts': "const b = await import('../output/b.ts');", 'output/b.ts': '' },
      'graph/a.ts: graph must not import output',
    ],
    [
      'an import for its effects that stands later',
      { 'run/a.ts': "import '../cli/b.ts';", 'cli/b.ts': '' },
      'run/a.ts: run must not import cli',
    ],
    ['a file outside of every room', { 'helpers/a.ts': '' }, 'helpers/a.ts: helpers is not a room'],
    [
      'DuckDB outside of its directory',
      { 'run/a.ts': "import { DuckDBInstance } from '@duckdb/node-api';" },
      'run/a.ts: only engine/duckdb imports @duckdb/node-api',
    ],
    [
      'a kind of warehouse outside of warehouse',
      {
        'run/a.ts': "import { b } from '../warehouse/duckdb-file/b.ts';",
        'warehouse/duckdb-file/b.ts': '',
      },
      'run/a.ts: only warehouse imports warehouse/duckdb-file/b.ts',
    ],
    [
      'the process outside of cli',
      { 'run/a.ts': 'const here = process.cwd();' },
      'run/a.ts: only cli touches process',
    ],
    [
      'the process module outside of cli',
      { 'run/a.ts': "import { cwd } from 'node:process';" },
      'run/a.ts: only cli touches process',
    ],
    [
      'a cycle inside of a room',
      {
        'run/a.ts': "import { b } from './b.ts';",
        'run/b.ts': "import { c } from './c.ts';",
        'run/c.ts': "import { a } from './a.ts';",
      },
      'import cycle: run/a.ts → run/b.ts → run/c.ts → run/a.ts',
    ],
    [
      'an import that an independent room must not make',
      { 'dialect/a.ts': "import { b } from '../jinja/b.ts';", 'jinja/b.ts': '' },
      'dialect/a.ts: dialect must not import jinja',
    ],
    ['a file of too many lines', { 'run/a.ts': '\n'.repeat(251) }, 'run/a.ts: 251 lines'],
    [
      'a directory of too many files',
      Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`run/a${index}.ts`, ''])),
      'run: 16 files',
    ],
    [
      'an import of nothing',
      { 'run/a.ts': "import { b } from './gone.ts';" },
      'run/a.ts: imports run/gone.ts, which is not there',
    ],
  ])('the check sees %s', (_, sources, violation) => {
    expect(violations(new Map(Object.entries(sources)))).toEqual([violation]);
  });

  it('the check lets comments and messages speak of the process', () => {
    const text = "// process.exit ends it\nconst hint = 'process.exit';";
    expect(violations(new Map([['run/a.ts', text]]))).toEqual([]);
  });
});
