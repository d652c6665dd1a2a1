import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isShownOutput, shownCommands } from '../support/console-session.ts';
import { copyOwnProject } from '../support/copy-own-project.ts';
import { docPages } from '../support/doc-pages.ts';
import { type FencedBlock, fencedBlocks } from '../support/fenced-blocks.ts';
import { runCli } from '../support/run-cli.ts';

const blocks = [...docPages()].flatMap(([path, page]) =>
  fencedBlocks(page)
    .filter(({ language }) => language === 'console')
    .map(block => [`${path}:${block.line}`, block] as const),
);

let sandbox: string;
/** A built copy of this repository's project, in which every block starts. */
let project: string;

beforeAll(async () => {
  sandbox = await mkdtemp(join(tmpdir(), 'docs-'));
  project = join(sandbox, 'crm');
  await mkdir(project);
  await copyOwnProject(project);
  const { code, stderr } = await runCli(project, ['build']);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rm(sandbox, { recursive: true, force: true }));

describe('the documentation shows what crm-run prints', () => {
  it.each(blocks)('in the block at %s', async (_, block) => {
    const commands = shownCommands(block.text);
    const printed = await runBlock(block);
    for (const [at, { command, output }] of commands.entries()) {
      const found = printed[at] ?? '';
      if (!isShownOutput(output, found)) expect(found, command).toBe(output);
    }
    expect(printed).toHaveLength(commands.length);
  });
});

const separator = '\u0000';

/** Runs a block in one shell, after its setup. Gives what each of its commands prints. */
function runBlock({ text, setup }: FencedBlock): Promise<string[]> {
  const script = [
    `npx() { shift; ${process.execPath} ${resolve('dist/cli/main.js')} "$@"; }`,
    `exec 3>&1 >&2\nset -e\n${setup}\nset +e\nexec >&3 2>&1`,
    ...shownCommands(text).map(({ command }) => `printf '\\0'\n${command}`),
    'exit 0',
  ];
  return new Promise((give, reject) => {
    execFile('bash', ['-c', script.join('\n')], { cwd: project }, (error, stdout) => {
      if (error) reject(error);
      else give(stdout.split(separator).slice(1));
    });
  });
}
