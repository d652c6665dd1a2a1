/** What a strict reader makes of a CSV text: its rows, or that it refuses it. */
export type StrictCsv =
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly refused: string };

/**
 * Reads CSV one character after the other, and takes nothing that can be read in two ways. The first
 * row is the header. Written apart from the program, from its documentation: any line end ends a
 * line; a quote counts at the start of a field, spaces around it do not; blank lines are none; empty
 * values beyond those of the header are none; lines without a value end a file and stand nowhere
 * else, except in a file of one column, where they are blank lines.
 */
export function readStrictCsv(text: string, delimiter = ','): StrictCsv {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let lineStart = 0;
  const isEnd = (character: string | undefined) =>
    character === undefined || character === '\n' || character === '\r';
  while (at < text.length) {
    let open = at;
    while (text[open] === ' ') open += 1;
    if (text[open] === '"') {
      let value = '';
      at = open + 1;
      for (;;) {
        const character = text[at];
        if (character === undefined) return { refused: 'a quote is not closed' };
        at += 1;
        if (character !== '"') value += character;
        else if (text[at] === '"') {
          value += '"';
          at += 1;
        } else break;
      }
      while (text[at] === ' ') at += 1;
      if (!isEnd(text[at]) && text[at] !== delimiter) return { refused: 'text behind a quote' };
      row.push(value);
    } else {
      const start = at;
      while (!isEnd(text[at]) && text[at] !== delimiter) at += 1;
      row.push(text.slice(start, at));
    }
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    const blank = at === lineStart;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    lineStart = at;
    if (!blank) rows.push(row);
    row = [];
  }
  return checkRows(rows);
}

function checkRows(rows: readonly (readonly string[])[]): StrictCsv {
  const width = rows[0]?.length ?? 0;
  const isEmpty = (row: readonly string[]) => row.every(value => value === '');
  const kept = width === 1 ? rows.filter(row => !isEmpty(row)) : [...rows];
  while (kept.length > 0 && isEmpty(kept.at(-1) ?? [])) kept.pop();
  if (kept.some(isEmpty)) return { refused: 'a line without a value between others' };
  const cut = kept.map(row => {
    const surplus = row.slice(width);
    return isEmpty(surplus) ? row.slice(0, width) : row;
  });
  if (cut.some(row => row.length !== width)) return { refused: 'a line of another width' };
  return { rows: cut };
}
