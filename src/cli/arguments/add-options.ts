import { type Command, InvalidArgumentError, Option } from 'commander';

export function addOutputOptions(command: Command): Command {
  return command
    .option('-q, --quiet', 'say only what went wrong, and how a run ended')
    .option('--no-color', 'no colours, even on a terminal')
    .addOption(
      new Option('--log-format <format>', 'text for people, or one JSON object a line')
        .choices(['text', 'json'])
        .default('text'),
    );
}

/** Which project, for a command that renders no template of it. */
export function addPlaceOptions(command: Command): Command {
  return command
    .option('--project-dir <directory>', 'directory of crm_project.yml (default: here or above)')
    .option('-t, --target <name>', 'where to build, one of the targets in crm_project.yml');
}

export function addProjectOptions(command: Command): Command {
  addPlaceOptions(command).option(
    '--vars <yaml>',
    "values for var(), such as '{raw_path: data, raw_format: parquet}'",
  );
  return addOutputOptions(command);
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option('-s, --select <selector...>', 'only these nodes: name, +name, name+, tag:x, path:y')
    .option('--exclude <selector...>', 'all but these nodes');
}

/** `--indirect-selection`, dbt's rules for tests that come along with what is selected. */
export function addIndirectSelectionOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--indirect-selection <rule>',
      'tests that come along: of any selected parent, of all, or none (default: eager, without tests that read what is out of date)',
    ).choices(['eager', 'cautious', 'buildable', 'empty']),
  );
}

/** What the commands that run nodes have next to a selection; each has what makes a difference there. */
const runOptions = {
  build: [
    'fail-fast',
    'indirect-selection',
    'dry-run',
    'wait',
    'adopt',
    'replace-sources',
    'verbose',
  ],
  run: ['fail-fast', 'dry-run', 'wait', 'adopt', 'replace-sources', 'verbose'],
  // seeds are not SQL, and depend on nothing that could fail
  seed: ['fail-fast', 'dry-run', 'wait', 'adopt'],
  // tests read the published build, which nobody holds against readers
  test: ['fail-fast', 'indirect-selection', 'dry-run', 'verbose'],
  watch: ['fail-fast', 'indirect-selection', 'wait', 'replace-sources', 'verbose'],
} as const;

export function addRunOptions(command: Command, kind: keyof typeof runOptions): Command {
  const offered: readonly string[] = runOptions[kind];
  const hasDryRun = offered.includes('dry-run');
  const hasVerbose = offered.includes('verbose');
  addSelectionOptions(command).option(
    '-x, --fail-fast',
    'begin nothing more after the first failure',
  );
  if (hasDryRun) {
    const sql = hasVerbose ? '; with --verbose, its SQL, too' : '';
    command.option('--dry-run', `print what would run, and run nothing${sql}`);
  }
  if (offered.includes('indirect-selection')) addIndirectSelectionOption(command);
  if (offered.includes('wait')) {
    command.option(
      '--wait [seconds]',
      'wait while another program holds the warehouse; for ever unless seconds are given',
      wholeNumber(0),
    );
  }
  if (offered.includes('adopt')) {
    command.option(
      '--adopt',
      'take over a warehouse file that crm-run did not make, and keep its content',
    );
  }
  if (offered.includes('replace-sources')) {
    command.option(
      '--replace-sources',
      'publish raw data of another place than the published build has, in place of it',
    );
  }
  if (hasVerbose) {
    const what = kind === 'run' ? 'node' : 'node and test';
    command.option('--verbose', `a line for every ${what}, all warnings in full`);
  }
  return addProjectOptions(command);
}

/** A whole number of at least `least`, for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It has to be a whole number of at least ${least}.`);
    }
    return value;
  };
}

/** `--limit`, the rows that a command shows; -1 shows all. */
export function addLimitOption(command: Command): Command {
  return command.option('--limit <rows>', 'rows to show, -1 for all', wholeNumber(-1), 5);
}
