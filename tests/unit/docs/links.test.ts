import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { docPages } from '../../support/doc-pages.ts';

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links of a page that lead nowhere. */
function brokenLinks(path: string, text: string): string[] {
  const links = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)];
  return links.flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : posix.join(dirname(path), file);
    if (!existsSync(target)) return [link];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? [] : [link];
  });
}

const pages = [
  ...docPages(),
  ['src/jinja/README.md', readFileSync(join('src', 'jinja', 'README.md'), 'utf8')] as const,
];

describe('the links of the documentation', () => {
  it.each(pages)('of %s lead to files and headings that exist', (path, text) => {
    expect(brokenLinks(path, text)).toEqual([]);
  });

  test('that lead nowhere are found', () => {
    const text = '# A b\n[1](README.md) [2](gone.md) [3](#a-b) [4](#gone) [5](https://x.org)';
    expect(brokenLinks('x.md', text)).toEqual(
      ['gone.md', '#a-b', '#gone'].filter(link => link !== '#a-b' || !existsSync('x.md')),
    );
  });
});
