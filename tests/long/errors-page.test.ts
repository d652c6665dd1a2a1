import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ErrorCode, errorKinds } from '../../src/base/errors/error-kinds.ts';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import { type Mistake, mistakes } from '../support/error-mistakes.ts';
import { type RunningCli, startCli } from '../support/run-cli.ts';
import { writeSmallProject } from '../support/small-project.ts';

const page = 'docs/errors.md';
const codes = Object.keys(errorKinds) as ErrorCode[];

let temp: string;
const sections = new Map<ErrorCode, string>();

beforeAll(async () => {
  temp = await realpath(await mkdtemp(join(tmpdir(), 'errors-page-')));
});
afterAll(() => rm(temp, { recursive: true, force: true }));

/** The arguments of a command line; quotes keep spaces. */
function argumentsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

async function runSql(directory: string, sql: string): Promise<void> {
  const engine = await openEngine({ settings: {} });
  const connection = await engine.connect();
  await connection.run(`attach '${join(directory, 'warehouse/shop.duckdb')}' as shop`);
  await connection.run(`use shop.main`);
  await connection.run(sql);
  connection.close();
  engine.close();
}

/** Runs what comes before the error; gives what still runs while the error is made. */
async function prepare(
  directory: string,
  { before = [] }: Mistake,
): Promise<RunningCli | undefined> {
  for (const step of before) {
    if (step.startsWith('sql: ')) await runSql(directory, step.slice('sql: '.length));
    else if (step.startsWith('& ')) {
      const running = startCli(directory, argumentsOf(step.slice('& '.length)));
      await running.saw('OK seed');
      return running;
    } else await startCli(directory, argumentsOf(step)).result;
  }
  return undefined;
}

/** What the command prints about the code, one line an error. */
async function outputOf(code: ErrorCode, mistake: Mistake): Promise<string> {
  const directory = join(temp, code);
  const { files = {}, first = files, command = 'build', meanwhile, link, shownFrom } = mistake;
  await writeSmallProject(directory, mistake.before === undefined ? files : first);
  if (link !== undefined) await symlink(link[1], join(directory, link[0]));
  const holder = await prepare(directory, mistake);
  if (mistake.before !== undefined) await writeSmallProject(directory, files);
  const running = startCli(directory, argumentsOf(command));
  if (meanwhile !== undefined) {
    await running.saw(meanwhile.seen);
    if (meanwhile.act === 'interrupt') running.child.kill('SIGINT');
    else await writeFile(join(directory, 'data/orders.csv'), 'order_id,units,ordered_on\n');
  }
  const { stdout, stderr } = await running.result;
  holder?.child.kill('SIGINT');
  await holder?.result;
  const all = `${stdout}\n${stderr}`.split('\n').map(line => masked(line, directory));
  const lines =
    shownFrom === undefined
      ? all.filter(line => line.includes(`[${code}]`)).map(line => line.trim())
      : blockFrom(all, shownFrom);
  if (lines.length === 0) throw new Error(`no ${code} in\n${all.join('\n')}`);
  return [...new Set(lines)].join('\n');
}

/** The last lines that begin with one of this text, up to an empty one. */
function blockFrom(lines: readonly string[], text: string): readonly string[] {
  const start = lines.findLastIndex(line => line.startsWith(text));
  const block = start === -1 ? [] : lines.slice(start);
  const end = block.indexOf('');
  return end === -1 ? block : block.slice(0, end);
}

/** The line without what differs from machine to machine. */
function masked(line: string, directory: string): string {
  return line
    .replaceAll(`${directory}/`, '')
    .replaceAll(directory, '.')
    .replace(/process \d+/g, 'process 4242')
    .replace(/ \(\/[^)]*node[^)]*\)/g, '')
    .replace(/since \d{4}-[\d:.TZ-]+/g, 'since 2026-01-31T09:00:00.000Z')
    .replace(/[\d.]+ [KMG]i?B\/[\d.]+ [KMG]i?B used/g, '… used')
    .replace(/[\d.]+ [KMG]i?B/g, '… MiB')
    .replace(/[\d.]+ s\b/g, '… s');
}

describe.concurrent('every code comes out of a real error', () => {
  it.for(codes)('%s', async code => {
    const { cause, cure } = errorKinds[code];
    const mistake = mistakes[code];
    const output = await outputOf(code, mistake);
    sections.set(
      code,
      `### ${code}\n\n**Cause:** ${cause}. **Cure:** ${cure} For example, ${mistake.what}:\n\n` +
        `\`\`\`text\n${output}\n\`\`\`\n`,
    );
  });
});

it('docs/errors.md shows cause, cure and output of every code (-u writes it)', async () => {
  const head = (await readFile(page, 'utf8')).split('\n## The codes\n')[0] ?? '';
  const rows = codes.map(code => `| [\`${code}\`](#${code}) | ${errorKinds[code].cause} |`);
  const table = `| code | cause |\n|---|---|\n${rows.join('\n')}\n`;
  const all = codes.map(code => sections.get(code) ?? '').join('\n');
  await expect(`${head}\n## The codes\n\n${table}\n${all}`).toMatchFileSnapshot(
    join('../..', page),
  );
});
