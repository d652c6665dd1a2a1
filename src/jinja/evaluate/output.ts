import type { SourceLocation } from '../../base/errors/source-location.ts';
import type { SqlSegment } from '../../base/text/mapped-sql.ts';
import { checkItems, checkText, spend } from '../values/budget.ts';
import { printValue } from '../values/print-value.ts';
import { type CallSite, ContextObject, MappedText, type Value } from '../values/value.ts';

/** Text that is being rendered, and where each part of it was written. */
export class Output {
  private text = '';
  private readonly segments: SqlSegment[] = [];

  /** A copy of the template's own text. `exact` is false where the place is only a YAML value's. */
  literal(text: string, site: CallSite, exact: boolean): void {
    this.add(text, site, exact);
  }

  /** What an expression prints; mapped text keeps its own map. */
  value(value: Value, site: CallSite): void {
    if (value instanceof MappedText) this.mapped(value);
    else this.add(printValue(value), site, false, referenceOf(value));
  }

  result(): MappedText {
    return new MappedText(this.text, this.segments);
  }

  private mapped({ text, segments }: MappedText): void {
    this.count(text.length, segments.length);
    for (const segment of segments) {
      this.segments.push({ ...segment, offset: segment.offset + this.text.length });
    }
    this.text += text;
  }

  private count(length: number, parts: number): void {
    checkText(this.text.length + length);
    checkItems(this.segments.length + parts);
    spend(length / 64 + parts);
  }

  private add(
    text: string,
    site: { readonly location: SourceLocation; readonly trace: CallSite['trace'] },
    literal: boolean,
    reference?: string,
  ): void {
    if (text === '') return;
    this.count(text.length, 1);
    this.segments.push({
      offset: this.text.length,
      length: text.length,
      location: site.location,
      literal,
      trace: site.trace,
      ...(reference === undefined ? {} : { reference }),
    });
    this.text += text;
  }
}

function referenceOf(value: Value): string | undefined {
  return value instanceof ContextObject ? value.reference : undefined;
}
