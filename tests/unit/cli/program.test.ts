import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { CrmError, CrmErrors } from '../../../src/base/errors/crm-error.ts';
import { checkVars, parseVars } from '../../../src/cli/arguments/parse-vars.ts';
import { commandTable } from '../../../src/cli/command-table.ts';
import { runProgram } from '../../../src/cli/program.ts';
import type { Stream, Terminal } from '../../../src/cli/terminal/terminal.ts';
import { streamStyle } from '../../../src/cli/terminal/use-colors.ts';

function recorder() {
  let text = '';
  const stream = (write: (text: string) => void): Stream => ({
    isTerminal: false,
    width: undefined,
    write,
    writeData: write,
    live: () => undefined,
  });
  const terminal: Terminal = {
    cwd: '/nowhere',
    env: {},
    processId: 1,
    stdout: stream(more => {
      text += more;
    }),
    stderr: stream(() => undefined),
    onInterrupt: () => () => undefined,
    endAtOnce: () => {
      throw new Error('ended at once');
    },
  };
  return { terminal, stdout: () => text };
}

async function usageError(...args: string[]): Promise<string> {
  const error = await runProgram(args, recorder().terminal).catch(thrown => thrown);
  if (!(error instanceof CrmError)) throw error;
  return `${error.code}: ${error.message} (${error.hint})`;
}

describe('a command is found behind options that take a value:', () => {
  it.each(commandTable.map(entry => [entry.name, entry] as const))('%s', async (_, entry) => {
    const command = new Command(entry.name);
    (await entry.load())(command, recorder().terminal, () => undefined);
    const options = command.options.filter(({ required }) => required);
    for (const { long, short } of options) {
      for (const option of [long, short].filter(name => name != null)) {
        const said = await usageError(option, 'no-command', 'nothing-such');
        expect(said).toMatch(/^usage: unknown command 'nothing-such'/);
      }
    }
  });

  it.each([
    ['--wait', '5', 'nothing-such'],
    ['--wait', 'nothing-such'],
  ])('%s %s', async (...args) => {
    expect(await usageError(...args)).toMatch(/^usage: unknown command 'nothing-such'/);
  });
});

describe('help', () => {
  it('lists every command', async () => {
    const { terminal, stdout } = recorder();
    expect(await runProgram(['--help'], terminal)).toBe(0);
    for (const { name, summary } of commandTable) {
      expect(stdout()).toMatch(new RegExp(`^  ${name}\\S* +${summary}`, 'm'));
    }
  });

  it.each(commandTable.map(({ name }) => name))('explains %s with an example', async name => {
    const { terminal, stdout } = recorder();
    expect(await runProgram(['help', name], terminal)).toBe(0);
    expect(stdout()).toMatch(new RegExp(`Examples?:\n  crm-run ${name}`));
    expect(
      stdout()
        .split('\n')
        .filter(line => line.length > 100),
    ).toEqual([]);
  });
});

describe('an option', () => {
  const running = ['--fail-fast', '--dry-run', '--wait', '--verbose', '--vars'];
  it.each<[string, string[]]>([
    ['build', running],
    ['run', running],
    ['seed', ['--fail-fast', '--dry-run', '--wait', '--vars']],
    ['test', ['--fail-fast', '--dry-run', '--verbose', '--vars']],
    ['watch', ['--fail-fast', '--wait', '--verbose', '--vars']],
    ['clean', []],
    ['parse', ['--vars']],
  ])('is offered by %s only where it makes a difference', async (name, offered) => {
    const { terminal, stdout } = recorder();
    await runProgram(['help', name], terminal);
    const listed = stdout().slice(stdout().indexOf('Options:'), stdout().indexOf('Examples:'));
    expect(running.filter(option => listed.includes(`${option} `))).toEqual(offered);
  });
});

describe('a command line that makes no sense', () => {
  it.each<[string[], string]>([
    [['biuld'], "unknown command 'biuld' (did you mean 'build'?)"],
    [['build', '--selct', 'x'], "unknown option '--selct' (did you mean '--select'?)"],
    [['--project-dir', 'x', 'biuld'], "unknown command 'biuld' (did you mean 'build'?)"],
    [
      ['show', 'x', '--limit', 'few'],
      "option '--limit <rows>' argument 'few' is invalid: it has to be a whole number of at " +
        'least -1 (see crm-run show --help)',
    ],
    [['synth'], "required option '--customers <number>' not specified (see crm-run synth --help)"],
    [['help', 'biuld'], "unknown command 'biuld' (did you mean 'build'?)"],
    [['clea'], "unknown command 'clea' (see crm-run --help)"],
    [['clear'], "unknown command 'clear' (see crm-run --help)"],
    [['clean', '--forc'], "unknown option '--forc' (see crm-run clean --help)"],
    [['build', '--adop'], "unknown option '--adop' (see crm-run build --help)"],
    [
      ['b\u202e\nd'],
      "unknown command 'b\u202e\\nd' (see crm-run --help)".replace('\u202e', '<U+202E>'),
    ],
    [
      ['show', 'x', '--output', 'jsn'],
      "option '--output <format>' argument 'jsn' is invalid: allowed choices are table, csv, json " +
        "(did you mean 'json'?)",
    ],
    [['init'], "missing required argument 'directory' (see crm-run init --help)"],
  ])('%j is refused', async (args, message) => {
    expect(await usageError(...args)).toBe(`usage: ${message}`);
  });
});

describe('--vars', () => {
  it('takes YAML and JSON', () => {
    const vars = { a: 1, b: { c: ['x', null] } };
    expect(parseVars('{a: 1, b: {c: [x, null]}}').values).toEqual(vars);
    expect(parseVars(JSON.stringify(vars)).values).toEqual(vars);
  });

  it.each(['[1, 2]', 'raw_path', ''])('refuses %j, which is not a map', text => {
    expect(() => parseVars(text)).toThrow('--vars takes a map of names and values');
  });

  it('points at an error', () => {
    const broken = () => parseVars('{a: 1,\n b: [c}');
    expect(broken).toThrow(CrmErrors);
    try {
      broken();
    } catch (error) {
      const [first] = (error as CrmErrors).errors;
      expect(first?.location).toMatchObject({ file: '--vars', line: 2 });
    }
  });
});

describe('a name of --vars', () => {
  const known = new Set(['raw_path', 'raw_format', 'time_zone']);

  it('that nothing reads is refused where it is, with the nearest', () => {
    const errors = checkVars(parseVars('{raw_format: csv,\n  rawpath: ../mine}'), known);
    expect(errors).toMatchObject([
      {
        code: 'unknown-var',
        message: "nothing in the project reads the var 'rawpath'",
        location: { file: '--vars', line: 2, column: 3 },
        hint: "did you mean 'raw_path'?",
      },
    ]);
  });

  it('that is like no other comes with the list', () => {
    const [error] = checkVars(parseVars('{limit: 1}'), known);
    expect(error?.hint).toBe('the vars are raw_path, raw_format, time_zone');
  });
});

describe('colours', () => {
  const isColored = (isTerminal: boolean, env: Record<string, string>, noColor = false) => {
    const write = () => undefined;
    const stream: Stream = { isTerminal, width: undefined, write, writeData: write, live: write };
    return streamStyle(stream, { env }, noColor).red('x') !== 'x';
  };
  it.each<[string, boolean, Record<string, string>, boolean, boolean]>([
    ['a terminal', true, {}, false, true],
    ['a pipe', false, {}, false, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, false, true],
    ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false, false],
    ['--no-color', true, { FORCE_COLOR: '1' }, true, false],
  ])('of %s', (_, isTerminal, env, noColor, colored) => {
    expect(isColored(isTerminal, env, noColor)).toBe(colored);
  });
});
