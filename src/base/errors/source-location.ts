/** A place in a file that a person wrote. */
export interface SourceLocation {
  /** Path relative to the project root, with forward slashes; absolute for files outside of it. */
  readonly file: string;
  /** 1-based line, as an editor counts it. */
  readonly line: number;
  /** 1-based column in UTF-16 units. */
  readonly column: number;
}

/** True for the name of a text that lies in no file, such as `--vars`, `<inline>` or `<built-in>/…`. */
export function isPseudoFile(file: string): boolean {
  return file.startsWith('--') || file.startsWith('<');
}

/** A value together with the place where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly location: SourceLocation;
}

/** One step of the way to an error, outermost first. */
export interface TraceFrame {
  /** What was called, such as `macro m`; of a `step`, all that is said before the place. */
  readonly what: string;
  /** A call unless said otherwise: "in macro m, called at …". */
  readonly kind?: 'call' | 'step';
  readonly location: SourceLocation;
}

/** Prints `file:line:column`, the form that terminals and editors make clickable. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}

/** The location `offset` UTF-16 units into `text`, whose first character is at `start`. */
export function advanceLocation(
  start: SourceLocation,
  text: string,
  offset: number,
): SourceLocation {
  let line = start.line;
  let lineStart = -1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at;
  }
  const column = lineStart === -1 ? start.column + offset : offset - lineStart;
  return { file: start.file, line, column };
}
