import { quoteIdentifier } from './relation.ts';

const quoted = /^"(?:[^"]|"")+"$/;

/** True for text that is an SQL identifier in double quotes. */
export function isQuoted(text: string): boolean {
  return quoted.test(text);
}

/** The name that text stands for, which may be written in double quotes as SQL has it. */
export function unquoteName(text: string): string {
  return isQuoted(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** A name in double quotes, needed or not; one that has them already stays. */
export function quoteName(text: string): string {
  return isQuoted(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** Words with blanks between them: a name such as `two words`, unless one is an operator. */
const words = /^[\p{L}\p{M}\p{N}_$]+(?: [\p{L}\p{M}\p{N}_$]+)*$/u;
const operators =
  /(?:^| )(?:and|between|case|cast|collate|glob|ilike|in|is|like|not|or|similar|then|when)(?: |$)/i;

/**
 * Text that names a column or is an SQL expression, as SQL. It is a name when it is one of `known`
 * (capitals aside), when it is in double quotes, or when it consists of words; names are quoted
 * where the database needs it. Anything else, such as `a || b`, is an expression and is left as it is.
 */
export function columnOrExpression(text: string, known: readonly string[]): string {
  if (isQuoted(text)) return text;
  const isKnown = known.some(name => name.toLowerCase() === text.toLowerCase());
  const isName = isKnown || (words.test(text) && !(text.includes(' ') && operators.test(text)));
  return isName ? quoteIdentifier(text) : text;
}
