/**
 * Why DuckDB cannot keep a database in the file at `path`; undefined where it can. DuckDB takes what
 * follows a question mark for the query of a URL, and looks for the write-ahead log elsewhere: what
 * another program has written and not yet checkpointed would be left out in silence.
 */
export function databasePathProblem(path: string): string | undefined {
  return path.includes('?')
    ? "it holds a '?', behind which DuckDB does not find the write-ahead log of a database"
    : undefined;
}
