/** First words of statements that are not queries. */
export const notQueries: ReadonlySet<string> = new Set(
  (
    'alter analyze attach begin call checkpoint comment commit copy create deallocate delete detach ' +
    'drop execute explain export grant import insert install load merge pragma prepare reset ' +
    'rollback set truncate update use vacuum'
  ).split(' '),
);

/** First words of statements that change no relation. */
export const changesNothing: ReadonlySet<string> = new Set([
  ...['select', 'from', 'values', 'describe', 'desc', 'show', 'summarize', 'set', 'reset'],
  ...['load', 'install', 'attach', 'detach', 'pragma', 'checkpoint', 'analyze', 'vacuum'],
]);

/** Statements that run others, of which the text does not show what they change. */
export const runsOthers = /^(?:execute|import|pragma\s+import_database)\b/i;
