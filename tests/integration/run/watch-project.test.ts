import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import type { ChangedNodes } from '../../../src/run/watch/changed-nodes.ts';
import { watchProject } from '../../../src/run/watch/watch-project.ts';

let directory: string;
let abort: AbortController;
let watching: Promise<void>;
const builds: ChangedNodes[] = [];
const errors: string[] = [];
let unchanged = 0;
let isPublished = true;
let undone: readonly string[];
let buildTime = 0;
let savedDuringFirst: string | undefined;

const save = (text: string) => writeFileSync(join(directory, 'models', 'a.sql'), text);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'crm-run-watch-'));
  mkdirSync(join(directory, 'models'));
  abort = new AbortController();
  builds.length = 0;
  errors.length = 0;
  unchanged = 0;
  isPublished = true;
  undone = [];
  buildTime = 0;
  save('one');
});

const start = () =>
  new Promise<void>(onReady => {
    watching = watchProject<string>({
      load: async () => {
        const text = readFileSync(join(directory, 'models', 'a.sql'), 'utf8');
        if (text === 'broken')
          return { errors: [new CrmError('template-syntax', { reason: 'broken' })] };
        const fingerprints = new Map([
          ['a', text.trim()],
          ['b', 'b'],
        ]);
        const state = { fingerprints, children: new Map([['a', ['b']]]) };
        return { loaded: text, state, paths: [join(directory, 'models')] };
      },
      build: async (_, nodes) => {
        builds.push(nodes);
        if (savedDuringFirst !== undefined) save(savedDuringFirst);
        savedDuringFirst = undefined;
        await sleep(buildTime);
        return isPublished ? undone : 'unpublished';
      },
      onErrors: found => errors.push(...found.map(({ message }) => message)),
      onUnchanged: () => {
        unchanged += 1;
      },
      onReady,
      fallbackPaths: [directory],
      signal: abort.signal,
    });
  });

afterEach(async () => {
  abort.abort();
  await watching;
  rmSync(directory, { recursive: true, force: true });
});

const builtTimes = (count: number) => vi.waitFor(() => expect(builds).toHaveLength(count), 3000);

it('builds at the start, and on a save what changed with what depends on it', async () => {
  await start();
  expect(builds).toHaveLength(1);
  save('two');
  await builtTimes(2);
  expect(builds[1]).toEqual({ changed: ['a'], affected: ['a', 'b'], removed: [] });
});

it('does not miss the second save of an editor that formats on save', async () => {
  await start();
  save('two');
  await sleep(20);
  save('two, formatted');
  await vi.waitFor(() => {
    const last = builds.length;
    expect(last).toBeGreaterThan(1);
  }, 3000);
  await sleep(400);
  save('two, formatted\n');
  await vi.waitFor(() => expect(unchanged).toBe(1), 3000);
});

it('queues a save during a build', async () => {
  await start();
  buildTime = 300;
  save('two');
  await builtTimes(2);
  save('three');
  await builtTimes(3);
});

it('shows the errors of a broken project and goes on once it is mended', async () => {
  await start();
  save('broken');
  await vi.waitFor(() => expect(errors).toEqual(['broken']), 3000);
  save('one');
  await vi.waitFor(() => expect(unchanged).toBe(1), 3000);
  expect(builds).toHaveLength(1);
});

it('runs again what a build that was not published was to run', async () => {
  await start();
  isPublished = false;
  save('two');
  await builtTimes(2);
  isPublished = true;
  writeFileSync(join(directory, 'models', 'other.yml'), 'description: no result hangs on it');
  await builtTimes(3);
  expect(builds[2]?.changed).toEqual(['a']);
});

it('runs again what a published build could not do, and tells it from what was saved', async () => {
  undone = ['b'];
  await start();
  save('two');
  await builtTimes(2);
  expect(builds[1]).toEqual({ changed: ['a'], affected: ['a', 'b'], removed: [] });
  undone = [];
  writeFileSync(join(directory, 'models', 'other.yml'), 'description: no result hangs on it');
  await builtTimes(3);
  expect(builds[2]).toEqual({ changed: ['b'], affected: ['b'], removed: [] });
  writeFileSync(join(directory, 'models', 'other.yml'), 'description: nor on this');
  await vi.waitFor(() => expect(unchanged).toBe(1), 3000);
});

it('does not lose a save during the first build, before anything is watched', async () => {
  savedDuringFirst = 'two';
  await start();
  await builtTimes(2);
});
