import type { Command } from 'commander';
import type { Terminal } from './terminal/terminal.ts';

/** Adds a command's arguments, options, help and action. The action gives its exit code to `done`. */
export type DefineCommand = (
  command: Command,
  terminal: Terminal,
  done: (exitCode: number) => void,
) => void;
