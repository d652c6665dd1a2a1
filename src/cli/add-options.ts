import { type Command, InvalidArgumentError, Option } from 'commander';

export function addOutputOptions(command: Command): Command {
  return command
    .option('-q, --quiet', 'say only what went wrong')
    .option('--no-color', 'no colours, even on a terminal')
    .addOption(
      new Option('--log-format <format>', 'text for people, or one JSON object a line')
        .choices(['text', 'json'])
        .default('text'),
    );
}

export function addProjectOptions(command: Command): Command {
  command
    .option('--project-dir <folder>', 'folder of crm_project.yml (default: here or above)')
    .option('-t, --target <name>', 'where to build, one of the targets in crm_project.yml')
    .option('--vars <yaml>', "values for var(), such as '{raw_path: data, raw_format: parquet}'");
  return addOutputOptions(command);
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option('-s, --select <selector...>', 'only these nodes: name, +name, name+, tag:x, path:y')
    .option('--exclude <selector...>', 'all but these nodes');
}

export function addRunOptions(command: Command): Command {
  addSelectionOptions(command)
    .option('-x, --fail-fast', 'stop at the first failure')
    .option('--dry-run', 'print what would run, and run nothing; with --verbose, its SQL, too')
    .option('--wait', 'wait when another build holds the warehouse')
    .option('--verbose', 'a line for every test, also for those that pass');
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
