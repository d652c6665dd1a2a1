/** Takes things in any order and reports them by position, each when all before it are reported. */
export function inOrder<T>(count: number, tell: (value: T, at: number) => void) {
  const held = new Map<number, T>();
  const values: T[] = [];
  const release = (at: number) => {
    const value = held.get(at);
    if (value === undefined) return false;
    held.delete(at);
    values.push(value);
    tell(value, at);
    return true;
  };
  let next = 0;
  return {
    add(value: T, at: number): void {
      held.set(at, value);
      while (release(next)) next += 1;
    },
    /** Reports everything that is still held, gaps or not, and returns all of it in order. */
    close(): readonly T[] {
      for (; next < count; next += 1) release(next);
      return values;
    },
  };
}
