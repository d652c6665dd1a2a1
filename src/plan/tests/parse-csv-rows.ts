/** Header and records of a small CSV text; an empty value is NULL, a quoted empty one is text. */
export interface CsvRows {
  readonly header: readonly string[];
  readonly records: readonly (readonly (string | null)[])[];
  /** What is wrong with the text, if something is. */
  readonly problem: string | undefined;
}

const quotedValue = /[ \t]*"([^"]*(?:""[^"]*)*)"[ \t]*(?=,|\r?\n|\r|$)/y;
const plainValue = /[^,\r\n]*/y;
const lineEnd = /\r?\n|\r/y;

/**
 * Parses the CSV of a unit test: commas, quotes doubled inside of quotes, blank lines left out. It
 * reads up to the first quote that is wrong.
 */
export function parseCsvRows(text: string): CsvRows {
  const lines: (string | null)[][] = [];
  let line: (string | null)[] = [];
  let problem: string | undefined;
  let at = 0;
  while (at < text.length) {
    const quoted = matchAt(quotedValue, text, at);
    const plain = matchAt(plainValue, text, at)?.[0] ?? '';
    if (quoted === null && plain.trimStart().startsWith('"')) {
      problem = `row ${Math.max(lines.length, 1)} has a quote that does not end before a comma`;
      break;
    }
    const raw = quoted === null ? plain.trim() : (quoted[1] ?? '').replaceAll('""', '"');
    line.push(quoted === null && raw === '' ? null : raw);
    at += (quoted?.[0] ?? plain).length;
    if (text[at] === ',') {
      at += 1;
      if (at < text.length && matchAt(lineEnd, text, at) === null) continue;
      line.push(null);
    }
    at += matchAt(lineEnd, text, at)?.[0].length ?? 0;
    if (line.length > 1 || line[0] !== null) lines.push(line);
    line = [];
  }
  const [header = [], ...records] = lines;
  const ragged = records.findIndex(record => record.length !== header.length);
  if (ragged !== -1) {
    problem ??=
      `row ${ragged + 1} has ${records[ragged]?.length} values, ` +
      `the header has ${header.length} columns`;
  }
  return { header: header.map(name => name ?? ''), records, problem };
}

/** What a pattern with the flag y matches at an offset. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
