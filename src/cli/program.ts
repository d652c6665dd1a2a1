import { Command, CommanderError } from 'commander';
import { CrmError } from '../base/errors/crm-error.ts';
import { nearestHint } from '../base/text/nearest.ts';
import { visibleLine } from '../output/text/visible-text.ts';
import { type CommandEntry, commandTable } from './command-table.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Options of any command that take a value, for finding the command behind options before it. */
const valued = new Set([
  ...['--project-dir', '--target', '-t', '--vars', '--log-format', '--select', '-s', '--exclude'],
  ...['--indirect-selection', '--limit', '--inline', '--output', '--resource-type', '--month'],
  ...['--customers', '--months', '--seed', '--out', '--format', '--start-month', '--end-month'],
]);

const overviewHelp = `
Examples:
  crm-run build                        build and test the project, publish the result
  crm-run build --select orders+       only the model orders and what depends on it
  crm-run show orders                  look at five rows of a model
  crm-run watch                        do it again on every save

crm-run help <command> explains a command. Exit codes: 0 fine, 1 something failed,
2 could not start, 130 interrupted.`;

/** Runs a command line, without node and script, and gives its exit code. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = commandFirst(argv);
  let exitCode = 0;
  const program = new Command('crm-run')
    .description('Turns raw customers, products and invoices into a tested monthly CRM snapshot.')
    .configureHelp({ helpWidth: helpWidth(terminal), showGlobalOptions: false })
    .configureOutput({
      writeOut: text => terminal.stdout.write(text),
      writeErr: () => undefined,
    })
    .exitOverride()
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('-V, --version', 'print the version')
    .addHelpText('after', overviewHelp);

  const wanted = args[0] === 'help' ? args[1] : args[0];
  for (const entry of commandTable) {
    const command = program.command(entry.name).description(sentence(entry.summary));
    command.summary(entry.summary);
    if (entry.alias !== undefined) command.alias(entry.alias);
    if (isEntry(entry, wanted)) {
      (await entry.load())(command, terminal, code => {
        exitCode = code;
      });
    }
  }

  try {
    if (args.length === 0) {
      terminal.stdout.write(program.helpInformation() + overviewHelp.concat('\n'));
      return 0;
    }
    // commander says nothing of help for what is not a command
    const isTopic = args[0] === 'help' && wanted !== undefined && !/^(help$|-)/.test(wanted);
    const line = isTopic && !isKnown(wanted) ? [wanted] : args;
    await program.parseAsync([...line], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0 || error.code === 'commander.help') return 0;
    throw usageError(error, isKnown(wanted) ? wanted : undefined);
  }
}

/** The command line with its command in front, so that options may be before it, as in dbt. */
function commandFirst(argv: readonly string[]): readonly string[] {
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) return [word, ...argv.slice(0, at), ...argv.slice(at + 1)];
    // the seconds of --wait may be left out
    if (valued.has(word) || (word === '--wait' && /^-?\d+$/.test(argv[at + 1] ?? ''))) at += 1;
  }
  return argv;
}

function isEntry(entry: CommandEntry, word: string | undefined): boolean {
  return word !== undefined && (entry.name === word || entry.alias === word);
}

function isKnown(word: string | undefined): boolean {
  return commandTable.some(entry => isEntry(entry, word));
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function helpWidth(terminal: Terminal): number {
  return Math.min(terminal.stdout.width ?? 100, 100);
}

/** Commands and options that delete, or take over, what a person may want to keep. */
const deleting: ReadonlySet<string> = new Set(['clean', '--warehouse', '--force', '--adopt']);

/** The nearest of the choices that an option has, which commander lists and does not compare. */
function choiceHint(message: string): string | undefined {
  const [, given, choices] =
    /argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s.exec(message) ?? [];
  return given === undefined || choices === undefined
    ? undefined
    : nearestHint(given, choices.split(', '));
}

/** Commander's message as an error of our own: its suggestion becomes the hint. */
function usageError(error: CommanderError, command: string | undefined): CrmError {
  // its suggestion is in a line of its own, below what a person typed, which may have several
  const [, said = '', suggestion = ''] =
    /^(?:error: )?(.*?)(?:\n\((Did you mean .*)\))?$/s.exec(error.message) ?? [];
  const first = visibleLine(said);
  const help = command === undefined ? 'crm-run --help' : `crm-run ${command} --help`;
  const [, meant] = /^Did you mean (?:one of )?(.*)\?$/.exec(suggestion) ?? [];
  // nobody is led by a slip of the finger to what deletes
  const near = meant
    ?.split(', ')
    .filter(name => !deleting.has(name))
    .map(name => `'${name}'`);
  const hint =
    near === undefined || near.length === 0
      ? (choiceHint(said) ?? `see ${help}`)
      : `did you mean ${near.join(' or ')}?`;
  // its sentences as one of ours
  const reason = first
    .replace(/\.$/, '')
    .replace(/\. ([A-Z])/g, (_, letter: string) => `: ${letter.toLowerCase()}`);
  return new CrmError('usage', { reason, hint });
}
