/** Names under which databases are attached that the runner works with, in lower case. */
export const ownAliases: ReadonlySet<string> = new Set([
  '__next',
  '__previous',
  '__published',
  '__lock',
  '__built',
  'memory',
  'system',
  'temp',
]);
