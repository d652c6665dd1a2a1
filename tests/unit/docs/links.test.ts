import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docPages } from '../../support/doc-pages.ts';

const pages = docPages();

/** A link of a page: the place it is written at, and the file and heading that it names. */
interface Link {
  readonly line: number;
  readonly path: string;
  readonly anchor: string;
}

/** The text without fenced blocks and code, with its lines where they were. */
function prose(page: string): string {
  return page
    .replace(/^```[\s\S]*?^```$/gm, block => block.replace(/.*/g, ''))
    .replace(/`[^`\n]*`/g, '');
}

/** The links of a page to other files and headings; links to the web are not among them. */
function links(path: string, page: string): Link[] {
  const text = prose(page);
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(match => {
    const [target = '', anchor = ''] = (match[1] ?? '').split('#');
    if (/^[a-z]+:/.test(target)) return [];
    const line = text.slice(0, match.index).split('\n').length;
    return { line, path: target === '' ? path : join(dirname(path), target), anchor };
  });
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const headings = page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ +(.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** One line for each link that leads nowhere. */
function deadLinks(path: string, page: string): string[] {
  return links(path, page).flatMap(link => {
    if (!existsSync(link.path)) return `${path}:${link.line}: ${link.path} does not exist`;
    if (link.anchor === '') return [];
    const found = anchors(readFileSync(link.path, 'utf8')).has(link.anchor);
    return found ? [] : `${path}:${link.line}: ${link.path} has no heading #${link.anchor}`;
  });
}

describe('the documentation', () => {
  it.each([...pages])('has no dead links in %s', (path, page) => {
    expect(deadLinks(path, page)).toEqual([]);
  });

  it('has a link to every page in docs/index.md', () => {
    const linked = new Set(
      links('docs/index.md', pages.get('docs/index.md') ?? '').map(l => l.path),
    );
    const expected = [...pages.keys()].filter(path => path !== 'docs/index.md');
    expect(expected.filter(path => !linked.has(path))).toEqual([]);
  });

  it('names only models that exist in the tables of docs/index.md', () => {
    const files = readdirSync('models', { recursive: true, encoding: 'utf8' });
    const models = new Set(files.map(file => basename(file, '.sql')));
    const rows = (pages.get('docs/index.md') ?? '').matchAll(/^\| (`[^|]+`[^|]*) \|/gm);
    const named = [...rows].flatMap(([, cell = '']) => cell.match(/(?<=`)\w+(?=`)/g) ?? []);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(name => !models.has(name))).toEqual([]);
  });

  it('has at most 700 words in the README before the table of commands', () => {
    const [start = ''] = (pages.get('README.md') ?? '').split(/^## Commands$/m);
    expect(start.trim().split(/\s+/).length).toBeLessThanOrEqual(700);
  });
});

describe('the check of links', () => {
  it.each([
    ['a file that does not exist', '# A\n\n[b](b.md)', 'docs/a.md:3: docs/b.md does not exist'],
    [
      'a heading that does not exist',
      '[b](value.md#no-such-heading)',
      'docs/a.md:1: docs/value.md has no heading #no-such-heading',
    ],
  ])('reports %s', (_, page, problem) => {
    expect(deadLinks('docs/a.md', page)).toEqual([problem]);
  });

  it('accepts existing headings, and ignores code and links to the web', () => {
    const page = '[a](../README.md#how-it-works) `[x](y.md)` [w](https://example.org/x)';
    expect(deadLinks('docs/a.md', page)).toEqual([]);
  });
});
