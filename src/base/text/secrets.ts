/** Environment variables of this prefix hold secrets, as in dbt. */
const prefix = 'DBT_ENV_SECRET_';

/** Characters that a secret has at least; a shorter one is in half of all words. */
export const shortestSecret = 4;

/** What is written in the place of a secret. */
const mask = '*****';

type Environment = Readonly<Record<string, string | undefined>>;

/** True for the name of an environment variable that holds a secret. */
export function isSecretName(name: string): boolean {
  return name.startsWith(prefix);
}

/** Whatever was given to `keepSecret`, longest first, so that none is found inside of another. */
let kept: readonly string[] = [];

/**
 * Keeps the secrets of an environment out of all that `scrub` is asked about from now on. They belong
 * to the process, as its environment does: an error can carry one through any function.
 */
export function keepSecrets(env: Environment): void {
  const forms = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !isSecretName(name)) continue;
    // of a key in several lines each may be printed by itself
    for (const text of [value, ...value.split('\n')].map(part => part.trim())) {
      if (text.length < shortestSecret) continue;
      for (const form of writtenForms(text)) forms.add(form);
    }
  }
  kept = [...forms].sort((a, b) => b.length - a.length);
}

/** A text as it is, as SQL quotes it, and as JSON escapes it. */
function writtenForms(text: string): readonly string[] {
  return [
    text,
    text.replaceAll("'", "''"),
    text.replaceAll('"', '""'),
    JSON.stringify(text).slice(1, -1),
  ];
}

/** The text with `*****` in the place of every secret. */
export function scrub(text: string): string {
  let scrubbed = text;
  for (const secret of kept) scrubbed = scrubbed.replaceAll(secret, mask);
  return scrubbed;
}
