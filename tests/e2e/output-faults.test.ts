import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProjects } from '../support/cli-projects.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let projects: CliProjects;
let shop: string;

beforeAll(async () => {
  projects = await CliProjects.create();
  ({ directory: shop } = await projects.shop());
});
afterAll(() => projects.cleanUp());

/** Runs a command with streams that take nothing: the device of a full disk. */
async function runIntoFull(args: readonly string[], full: 'stdout' | 'stderr') {
  const device = await open('/dev/full', 'w');
  try {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: shop,
      stdio: [
        'ignore',
        full === 'stdout' ? device.fd : 'pipe',
        full === 'stderr' ? device.fd : 'pipe',
      ],
    });
    let text = '';
    const other = full === 'stdout' ? child.stderr : child.stdout;
    other?.on('data', data => {
      text += data;
    });
    const code = await new Promise(resolve => child.on('close', resolve));
    return { code, text };
  } finally {
    await device.close();
  }
}

const said = 'error[disk-full]: no space left while writing to standard output\n';

describe.skipIf(process.platform !== 'linux')('a full disk under stdout', () => {
  it.each([
    [['--version'], 1, said],
    [['list'], 1, said],
    [['help', 'build'], 1, said],
    [['show', 'customer_totals', '--output', 'csv'], 1, said],
    // what has a code of its own keeps it
    [['list', '--select', 'nothing_like_it'], 2, "'nothing_like_it'"],
  ])('is said in one line by %j', async (args, code, text) => {
    const result = await runIntoFull(args, 'stdout');
    expect(result.code).toBe(code);
    expect(result.text).toContain(text);
    expect(result.text).not.toContain(' at ');
  });

  it('is nothing to a build, which says what it does on stderr', async () => {
    const { code, text } = await runIntoFull(['build'], 'stdout');
    expect(code).toBe(0);
    expect(text).toContain('Published ');
  });
});

describe.skipIf(process.platform !== 'linux')('a full disk under stderr', () => {
  it('does not keep a build from being published, nor from saying so with its code', async () => {
    expect(await runIntoFull(['build'], 'stderr')).toEqual({ code: 0, text: '' });
  });
});
