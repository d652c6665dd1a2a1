/** A statement of an SQL text, from its first word on. */
export interface SqlStatement {
  /** UTF-16 offset of its first character. */
  readonly start: number;
  /** UTF-16 offset behind its last character, the semicolon left out. */
  readonly end: number;
  /** Its first word in lower case, brackets before it skipped; '' where there is none. */
  readonly keyword: string;
}

/** What is not code of the statement itself: comments, literals, quoted names. */
const skipped =
  /--[^\n]*|\/\*|\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$|[eE]'(?:[^'\\]|''|\\[\s\S])*'?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|[\w$\x80-\uffff]+|\s+|[\s\S]/y;

interface Token {
  readonly kind: 'blank' | 'word' | 'literal' | 'semicolon' | 'bracket' | 'other';
  readonly start: number;
  readonly end: number;
}

/**
 * The statements of a text, distinguished as the database's own lexer does: a semicolon in a comment, a
 * literal or a quoted name ends nothing. Empty statements are left out.
 */
export function findStatements(text: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let open: { start: number; end: number; keyword: string | undefined } | undefined;
  const close = () => {
    if (open !== undefined) statements.push({ ...open, keyword: open.keyword ?? '' });
    open = undefined;
  };
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind === 'blank') continue;
    if (kind === 'semicolon') {
      close();
      continue;
    }
    open ??= { start, end, keyword: undefined };
    open.end = end;
    if (kind === 'bracket' || open.keyword !== undefined) continue;
    open.keyword = kind === 'word' ? text.slice(start, end).toLowerCase() : '';
  }
  close();
  return statements;
}

/** Where the first of `words`, in lower case, is code; undefined where none does. */
export function findWord(text: string, words: ReadonlySet<string>): number | undefined {
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind === 'word' && words.has(text.slice(start, end).toLowerCase())) return start;
  }
  return undefined;
}

/** The text with blanks for the semicolons behind its one statement; others stay as they are. */
export function blankFinalSemicolons(text: string): string {
  // Telling statements apart costs more than looking, and most texts have no semicolon.
  if (!text.includes(';')) return text;
  const [statement, second] = findStatements(text);
  if (statement === undefined || second !== undefined) return text;
  const blanks = [...tokensOf(text)]
    .filter(({ kind, start }) => kind === 'semicolon' && start >= statement.end)
    .map(({ start }) => start);
  return blanks.reduce((rest, at) => `${rest.slice(0, at)} ${rest.slice(at + 1)}`, text);
}

/** True for a query that is a relation only inside of a select, such as SUMMARIZE. */
export function needsSelect(text: string): boolean {
  if (!/\b(?:desc|describe|show|summarize)\b/i.test(text)) return false;
  const keyword = findStatements(text)[0]?.keyword ?? '';
  return ['desc', 'describe', 'show', 'summarize'].includes(keyword);
}

function* tokensOf(text: string): Generator<Token> {
  let start = 0;
  while (start < text.length) {
    skipped.lastIndex = start;
    const found = skipped.exec(text)?.[0] ?? text.slice(start);
    const end = start + lengthOf(found, text, start);
    yield { kind: kindOf(found), start, end };
    start = end;
  }
}

function lengthOf(found: string, text: string, start: number): number {
  if (found === '/*') return commentEnd(text, start) - start;
  if (!/^\$.*\$$/.test(found)) return found.length;
  const close = text.indexOf(found, start + found.length);
  return (close === -1 ? text.length : close + found.length) - start;
}

/** Comments nest, as in the database. */
function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (two !== '/*' && two !== '*/') continue;
    depth += two === '/*' ? 1 : -1;
    at += 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function kindOf(found: string): Token['kind'] {
  if (/^(?:\s|--|\/\*)/.test(found)) return 'blank';
  if (found === ';') return 'semicolon';
  if (found === '(') return 'bracket';
  if (/^(?:[eE]?'|"|\$)/.test(found)) return 'literal';
  return /^[\w\x80-\uffff]/.test(found) ? 'word' : 'other';
}
