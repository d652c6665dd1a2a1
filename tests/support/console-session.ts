/** A command of a console block and what the block shows as its output. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

/**
 * Commands of a console block: each starts with `$ ` and goes on in the next line while a quote is
 * open or a line ends in a backslash. What follows, up to the next command, is its output.
 */
export function shownCommands(block: string): ShownCommand[] {
  const commands: { command: string; output: string[] }[] = [];
  for (const line of block.split('\n')) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: [] });
    else if (last === undefined) throw new Error('a console block starts with a command');
    else if (last.output.length === 0 && isOpen(last.command)) last.command += `\n${line}`;
    else last.output.push(line);
  }
  return commands.map(({ command, output }) => ({ command, output: output.join('\n') }));
}

function isOpen(command: string): boolean {
  const quotes = command.replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, '');
  return /['"]/.test(quotes) || /\\$/.test(quotes);
}

/** The output with everything masked that differs between two runs: durations and sizes. */
function maskOutput(output: string): string {
  return output
    .replace(/\b\d+(\.\d+)? (ms|s|min|h)\b/g, '<time>')
    .replace(/\b\d+(\.\d+)? (bytes|kB|MB|GB)/g, '<size>');
}

/** Whether `shown` is `printed`, up to masks; a line `…` of `shown` stands for any lines. */
export function isShownOutput(shown: string, printed: string): boolean {
  const parts = maskOutput(shown.trimEnd())
    .split(/^…$/m)
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*?')}$`).test(maskOutput(printed.trimEnd()));
}
