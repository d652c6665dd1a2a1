import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
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

const lines = ['| what | measured | at most | |', '|---|---|---|---|'];
for (const name of chosen) {
  const run = cases[name];
  if (run === undefined)
    throw new Error(`no case ${name}; there are ${Object.keys(cases).join(', ')}`);
  process.stderr.write(`${name} …\n`);
  for (const { what, measured, limit, holds } of await run()) {
    const verdict = holds === undefined ? '' : holds ? 'holds' : '**exceeded**';
    lines.push(`| ${what} | ${measured} | ${limit ?? ''} | ${verdict} |`);
    process.stdout.write(`${lines.at(-1)}\n`);
  }
}
const table = lines.join('\n');

// Only a full run replaces the kept results: a part would pass for the whole.
if (values.only === undefined) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const text = `# Results of \`npm run bench\`

Ratios are medians of pairs that were measured in turn in one run; times are whole processes.

- machine: ${machine}, ${process.platform}
- Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, commit ${commit}

${table}
`;
  writeFileSync(join(repository, 'bench', 'RESULTS.md'), text);
}
