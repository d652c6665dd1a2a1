/** What was found to be wrong, each kind once: how often, and the shortest input that shows it. */
export class Findings {
  readonly #kinds = new Map<string, { count: number; input: string }>();

  /** Adds a problem of an input; problems that differ in figures and quoted text are of one kind. */
  add(problem: string, input: string): void {
    const kind = problem
      .replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '…')
      .replaceAll(/\d+/g, '0')
      .slice(0, 200);
    const found = this.#kinds.get(kind);
    if (found === undefined) this.#kinds.set(kind, { count: 1, input: `${problem}\n${input}` });
    else {
      found.count += 1;
      const example = `${problem}\n${input}`;
      if (example.length < found.input.length) found.input = example;
    }
  }

  list(): readonly string[] {
    return [...this.#kinds.values()].map(({ count, input }) => `${count} times: ${input}`);
  }
}
