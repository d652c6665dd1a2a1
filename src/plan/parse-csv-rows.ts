/** Header and records of a small CSV text; an empty value is NULL, a quoted empty one is text. */
export interface CsvRows {
  readonly header: readonly string[];
  readonly records: readonly (readonly (string | null)[])[];
  /** What is wrong with the text, if something is. */
  readonly problem: string | undefined;
}

/** Parses the CSV of a unit test: commas, quotes doubled inside of quotes, blank lines left out. */
export function parseCsvRows(text: string): CsvRows {
  const lines: (string | null)[][] = [];
  let line: (string | null)[] = [];
  let problem: string | undefined;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const quoted = /^[ \t]*"((?:[^"]|"")*)"[ \t]*(?=,|\r?\n|$)/.exec(rest);
    const plain = /^[^,\r\n]*/.exec(rest)?.[0] ?? '';
    if (quoted === null && plain.trimStart().startsWith('"')) {
      problem ??= `row ${Math.max(lines.length, 1)} has a quote that does not end before a comma`;
    }
    const raw = quoted === null ? plain.trim() : (quoted[1] ?? '').replaceAll('""', '"');
    line.push(quoted === null && raw === '' ? null : raw);
    at += (quoted?.[0] ?? plain).length;
    if (text[at] === ',') {
      at += 1;
      if (at < text.length && !/^\r?\n/.test(text.slice(at))) continue;
      line.push(null);
    }
    at += /^(?:\r?\n|\r)?/.exec(text.slice(at))?.[0].length ?? 0;
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
