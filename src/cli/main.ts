#!/usr/bin/env node
import { endOutput } from './terminal/end-output.ts';
import { processTerminal } from './terminal/terminal.ts';
import { readVersion } from './version.ts';

const args = process.argv.slice(2);
const terminal = processTerminal();
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  terminal.stdout.write(`crm-run ${readVersion()}\n`);
  process.exitCode = await endOutput(terminal, 0);
} else {
  const { runMain } = await import('./run-main.ts');
  process.exitCode = await endOutput(terminal, await runMain(args, terminal));
}
