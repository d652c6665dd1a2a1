/** A text as it is, or its beginning, for a message that names it. */
export function shorten(text: string, most = 80): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
