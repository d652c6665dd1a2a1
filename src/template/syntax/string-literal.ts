const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapes =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** The value of a Jinja string literal's inside: Python's escapes, an unknown one kept as it is. */
export function unescapeString(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    escapes,
    (
      whole: string,
      octal?: string,
      byte?: string,
      short?: string,
      long?: string,
      char?: string,
    ) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const hex = byte ?? short ?? long;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return simple[char ?? ''] ?? whole;
    },
  );
}
