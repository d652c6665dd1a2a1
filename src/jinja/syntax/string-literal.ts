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

/**
 * The value of a Jinja string literal's inside: Python's escapes, an unknown one kept as it is.
 * Undefined for an escape beyond the last character of Unicode.
 */
export function unescapeString(inside: string): string | undefined {
  if (!inside.includes('\\')) return inside;
  let isValid = true;
  const text = inside.replace(
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
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        if (code <= 0x10_ffff) return String.fromCodePoint(code);
        isValid = false;
      }
      return simple[char ?? ''] ?? whole;
    },
  );
  return isValid ? text : undefined;
}
