import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baskets } from './baskets.ts';
import { bgNbdFit } from './bg-nbd-fit.ts';
import type { Row } from './case.ts';
import { coreBuild } from './core-build.ts';
import { growth, million } from './growth.ts';
import { snapshotModels } from './snapshot-models.ts';
import { sampleBuild, startUp } from './start-up.ts';
import { subjects } from './subjects.ts';
import { repository } from './workspace.ts';

const cases: Readonly<Record<string, () => Promise<Row[]>>> = {
  'start-up': startUp,
  sample: sampleBuild,
  core: coreBuild,
  snapshot: snapshotModels,
  subjects,
  baskets,
  'bg-nbd-fit': bgNbdFit,
  growth,
  million,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = values.only === undefined ? Object.keys(cases) : values.only.split(',');
const resultsFile = join(repository, 'bench', 'RESULTS.md');
const kept = existsSync(resultsFile) ? readSections(readFileSync(resultsFile, 'utf8')) : new Map();

for (const name of chosen) {
  const run = cases[name];
  if (run === undefined)
    throw new Error(`no case ${name}; there are ${Object.keys(cases).join(', ')}`);
  process.stderr.write(`${name} …\n`);
  const lines = ['| what | measured | at most | |', '|---|---|---|---|'];
  for (const { what, measured, limit, holds } of await run()) {
    const verdict = holds === undefined ? '' : holds ? 'holds' : '**exceeded**';
    lines.push(`| ${what} | ${measured} | ${limit ?? ''} | ${verdict} |`);
    process.stdout.write(`${lines.at(-1)}\n`);
  }
  kept.set(name, `${whenAndWhere()}\n\n${lines.join('\n')}`);
  // after each case, so that a later one that fails takes nothing away
  writeFileSync(resultsFile, formatSections(kept));
}

/** The cases of the kept results, each with what is below its heading. */
function readSections(text: string): Map<string, string> {
  const sections = new Map<string, string>();
  for (const part of text.split(/^## /m).slice(1)) {
    const [name = '', ...body] = part.split('\n');
    if (name in cases) sections.set(name, body.join('\n').trim());
  }
  return sections;
}

function formatSections(sections: ReadonlyMap<string, string>): string {
  const parts = Object.keys(cases).flatMap(name => {
    const body = sections.get(name);
    return body === undefined ? [] : [`## ${name}\n\n${body}\n`];
  });
  return `# Results of \`npm run bench\`

Ratios are medians of pairs that were measured in turn in one run; times are whole processes. A case
that is run again, with \`--only\`, replaces its own part.

${parts.join('\n')}`;
}

function whenAndWhere(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, commit ${commit}; ${cpus().length} cores, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}
