/** A piece of work and the ids of what has to have ended before it is begun. */
export interface Task {
  readonly uniqueId: string;
  readonly after: readonly string[];
  /** Runs while no other task does. */
  readonly exclusive?: boolean;
}

/**
 * Runs tasks concurrently, each on a worker of its own: of those that may begin, the first in order
 * begins first. Ids in `after` that no task has are ignored. Before each task begins, `allowed` gives
 * how many may run now; at 0, the running ones are awaited and the rest never begins. The first error
 * is thrown once everything that runs has ended.
 */
export async function runConcurrently<T extends Task, L>(
  tasks: readonly T[],
  workers: readonly L[],
  run: (task: T, worker: L) => Promise<void>,
  allowed: () => number,
): Promise<void> {
  const queue = createQueue(tasks);
  const free = [...workers];
  const running = new Set<Promise<void>>();
  const thrown: unknown[] = [];
  let runsExclusive = false;
  const begin = (task: T, worker: L) => {
    runsExclusive = task.exclusive === true;
    const ending = run(task, worker)
      .catch((error: unknown) => {
        thrown.push(error);
      })
      .finally(() => {
        running.delete(ending);
        free.push(worker);
        queue.end(task);
      });
    running.add(ending);
  };
  for (;;) {
    while (
      thrown.length === 0 &&
      running.size < allowed() &&
      !(runsExclusive && running.size > 0)
    ) {
      const task = queue.peek();
      if (task === undefined || (task.exclusive === true && running.size > 0)) break;
      const worker = free.pop();
      if (worker === undefined) break;
      queue.take();
      begin(task, worker);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (thrown.length > 0) throw thrown[0];
  if (allowed() > 0 && queue.left() > 0) throw new Error('tasks wait for one another');
}

/** Gives tasks in order, each once every task that it waits for has ended. */
function createQueue<T extends Task>(tasks: readonly T[]) {
  const open = new Set(tasks.map(task => task.uniqueId));
  const blockers = tasks.map(task => new Set(task.after.filter(id => open.has(id))));
  const waiting = new Map<string, number[]>();
  for (const [at, ids] of blockers.entries()) {
    for (const id of ids) waiting.set(id, [...(waiting.get(id) ?? []), at]);
  }
  const ready = blockers.flatMap((ids, at) => (ids.size === 0 ? [at] : []));
  let given = 0;
  return {
    /** The one that may begin next. */
    peek: (): T | undefined => tasks[ready[0] ?? tasks.length],
    take(): void {
      ready.shift();
      given += 1;
    },
    end({ uniqueId }: Task): void {
      for (const at of waiting.get(uniqueId) ?? []) {
        blockers[at]?.delete(uniqueId);
        if (blockers[at]?.size === 0) ready.push(at);
      }
      ready.sort((left, right) => left - right);
    },
    left: () => tasks.length - given,
  };
}
