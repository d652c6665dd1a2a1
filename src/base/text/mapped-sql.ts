import {
  advanceLocation,
  type SourceLocation,
  type TraceFrame,
} from '../errors/source-location.ts';

/** A stretch of SQL text and where it comes from. */
export interface SqlSegment {
  /** UTF-16 offset of its first character in the text. */
  readonly offset: number;
  readonly length: number;
  /** Where its first character was written. */
  readonly location: SourceLocation;
  /** True when the text is a copy of the file, so that a place inside of it is known exactly. */
  readonly literal: boolean;
  /** The macro calls around it, outermost first. */
  readonly trace: readonly TraceFrame[];
  /** The call that it is the output of, such as `ref('x')`, where messages should name that. */
  readonly reference?: string;
}

/** SQL text that knows where each part was written. Segments are ordered and do not overlap. */
export interface MappedSql {
  readonly text: string;
  readonly segments: readonly SqlSegment[];
}

/** Puts SQL together from plain text, which belongs to nobody, and mapped parts. */
export function concatSql(parts: readonly (string | MappedSql)[]): MappedSql {
  let text = '';
  const segments: SqlSegment[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    for (const segment of part.segments) {
      segments.push({ ...segment, offset: segment.offset + text.length });
    }
    text += part.text;
  }
  return { text, segments };
}

/** Where a character of SQL was written. */
export interface LocatedSql {
  readonly location: SourceLocation;
  readonly trace: readonly TraceFrame[];
  /** The call that printed it, such as `ref('x')`. */
  readonly reference: string | undefined;
}

/** Where the character at `offset` was written: exact, or the nearest mapped part before or after. */
export function locateSql(sql: MappedSql, offset: number): LocatedSql | undefined {
  let found = sql.segments[0];
  for (const segment of sql.segments) {
    if (segment.offset > offset) break;
    found = segment;
  }
  if (found === undefined) return undefined;
  const inside = Math.min(Math.max(offset - found.offset, 0), found.length);
  const location = found.literal
    ? advanceLocation(
        found.location,
        sql.text.slice(found.offset, found.offset + found.length),
        inside,
      )
    : found.location;
  const isInside = offset >= found.offset && offset < found.offset + found.length;
  return { location, trace: found.trace, reference: isInside ? found.reference : undefined };
}
