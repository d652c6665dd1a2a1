/** A fenced code block of a Markdown page. */
export interface FencedBlock {
  /** Line of its first fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** What is between the fences, without their indentation. */
  readonly text: string;
  /** Shell script of a comment `<!-- setup: … -->` directly above the block; else empty. */
  readonly setup: string;
}

const fence = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*$/;
const setupStart = '<!-- setup:';

/** The fenced code blocks of a page, in order. Throws an Error for a block that is never closed. */
export function fencedBlocks(page: string): FencedBlock[] {
  const lines = page.split('\n');
  const blocks: FencedBlock[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    const [, indent = '', marks = '', language = ''] = fence.exec(lines[start] ?? '') ?? [];
    if (marks === '') continue;
    const end = lines.findIndex((line, at) => at > start && line.trim() === marks);
    if (end === -1) throw new Error(`the block that starts in line ${start + 1} is never closed`);
    const inside = lines.slice(start + 1, end);
    blocks.push({
      line: start + 1,
      language,
      text: inside.map(line => line.replace(indent, '')).join('\n'),
      setup: setupAbove(lines.slice(0, start).join('\n')),
    });
    start = end;
  }
  return blocks;
}

function setupAbove(page: string): string {
  const text = page.slice(page.lastIndexOf(setupStart));
  return text.startsWith(setupStart) && text.endsWith('-->')
    ? text.slice(setupStart.length, -'-->'.length)
    : '';
}
