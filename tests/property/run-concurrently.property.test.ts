import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Task } from '../../src/run/steps/run-concurrently.ts';
import { runConcurrently } from '../../src/run/steps/run-concurrently.ts';
import { randomEdges } from '../support/random-dag.ts';

type Edges = ReadonlyMap<string, readonly string[]>;

/** Parents before their children, those without parents in the order of their names. */
function tasksOf(edges: Edges): readonly Task[] {
  const given = new Set<string>();
  const tasks: Task[] = [];
  while (tasks.length < edges.size) {
    for (const [uniqueId, after] of edges) {
      if (given.has(uniqueId) || !after.every(id => given.has(id))) continue;
      given.add(uniqueId);
      tasks.push({ uniqueId, after });
    }
  }
  return tasks;
}

/** Milliseconds that each of ten tasks takes. */
const durations = fc.array(fc.nat({ max: 3 }), { minLength: 10, maxLength: 10 });
const workersOf = (count: number) => Array.from({ length: count }, (_, at) => at);

test('every task runs once, after all that it waits for, exclusive on its worker', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomEdges('acyclic'),
      durations,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      async (edges, takes, workers, allowed) => {
        const tasks = tasksOf(edges);
        const ended: string[] = [];
        const busy = new Set<number>();
        let most = 0;
        await runConcurrently(
          tasks,
          workersOf(workers),
          async ({ uniqueId, after }, worker) => {
            expect(after.filter(id => !ended.includes(id))).toEqual([]);
            expect(busy.has(worker)).toBe(false);
            busy.add(worker);
            most = Math.max(most, busy.size);
            await pause(takes[tasks.findIndex(task => task.uniqueId === uniqueId)]);
            busy.delete(worker);
            ended.push(uniqueId);
          },
          () => allowed,
        );
        expect([...ended].sort()).toEqual([...edges.keys()].sort());
        expect(most).toBeLessThanOrEqual(Math.min(workers, allowed));
      },
    ),
    { numRuns: 60 },
  );
});

test('on one worker, tasks run in their order', async () => {
  await fc.assert(
    fc.asyncProperty(randomEdges('acyclic'), async edges => {
      const tasks = tasksOf(edges);
      const begun: Task[] = [];
      await runConcurrently(
        tasks,
        [0],
        async task => void begun.push(task),
        () => 1,
      );
      expect(begun).toEqual(tasks);
    }),
  );
});

test('of tasks that may begin, the first in order begins first, also when it became free last', async () => {
  const begun: string[] = [];
  await runConcurrently(
    [
      { uniqueId: 'a', after: [] },
      { uniqueId: 'b', after: ['a'] },
      { uniqueId: 'c', after: [] },
      { uniqueId: 'd', after: [] },
    ],
    [1],
    async ({ uniqueId }) => void begun.push(uniqueId),
    () => 1,
  );
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('independent tasks run at the same time, as many as there are workers', async () => {
  let running = 0;
  const seen: number[] = [];
  await runConcurrently(
    workersOf(6).map(at => ({ uniqueId: `t${at}`, after: [] })),
    workersOf(3),
    async () => {
      running += 1;
      seen.push(running);
      await pause(5);
      running -= 1;
    },
    () => 3,
  );
  expect(Math.max(...seen)).toBe(3);
});

test('what is thrown comes out when all that runs has ended, and nothing more begins', async () => {
  const ended: string[] = [];
  const run = async ({ uniqueId }: Task) => {
    if (uniqueId === 'bad') throw new Error('a bug');
    await pause(10);
    ended.push(uniqueId);
  };
  const tasks = ['slow', 'bad', 'later'].map(uniqueId => ({ uniqueId, after: [] }));
  await expect(runConcurrently(tasks, [1, 2], run, () => 2)).rejects.toThrow('a bug');
  expect(ended).toEqual(['slow']);
});

test('when no more are allowed, those that run are waited for and the rest never begin', async () => {
  const ended: string[] = [];
  let allowed = 2;
  const tasks = ['a', 'b', 'c'].map(uniqueId => ({ uniqueId, after: [] }));
  await runConcurrently(
    tasks,
    [1, 2],
    async ({ uniqueId }) => {
      allowed = 0;
      await pause(5);
      ended.push(uniqueId);
    },
    () => allowed,
  );
  expect(ended).toEqual(['a']);
});

test('a task that runs exclusive begins when nothing runs, and nothing begins next to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomEdges('acyclic'),
      durations,
      fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
      async (edges, takes, exclusive) => {
        const tasks = tasksOf(edges).map((task, at) => ({
          ...task,
          at,
          exclusive: exclusive[at] ?? false,
        }));
        const running = new Set<Task>();
        const ended: Task[] = [];
        await runConcurrently(
          tasks,
          workersOf(3),
          async task => {
            running.add(task);
            const beside = [...running];
            expect(beside.length === 1 || beside.every(one => one.exclusive !== true)).toBe(true);
            await pause(takes[task.at]);
            running.delete(task);
            ended.push(task);
          },
          () => 3,
        );
        expect(ended).toHaveLength(tasks.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('tasks that wait for one another are a bug, and said to be one', async () => {
  const circle = [
    { uniqueId: 'a', after: ['b'] },
    { uniqueId: 'b', after: ['a'] },
  ];
  await expect(
    runConcurrently(
      circle,
      [1],
      async () => {},
      () => 1,
    ),
  ).rejects.toThrow('wait for one another');
});
