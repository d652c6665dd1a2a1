#!/usr/bin/env node
import { readVersion } from './version.ts';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`crm-run ${readVersion()}\n`);
} else {
  const { runMain } = await import('./run-main.ts');
  await runMain(args);
}
