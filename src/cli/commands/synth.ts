import { Option } from 'commander';
import { addOutputOptions, wholeNumber } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { SynthOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Writes the raw tables of a made-up retailer, to try things out on: customers, products,
transactions, and all that is optional, such as touchpoints and texts. What was planted in them is
in truth.json, and for each customer in customer_truth, so that an analysis can be compared with it.
The same arguments give the same rows, and for CSV the same bytes.

Examples:
  crm-run synth --customers 600 --months 36 --out data/small
  crm-run synth --customers 200000 --months 36 --seed 7 --format parquet --out data/large
  crm-run build --replace-sources --vars '{raw_path: data/large, raw_format: parquet}'`;

export const defineSynth: DefineCommand = (command, terminal, done) => {
  command
    .requiredOption('--customers <number>', 'customers in the master', wholeNumber(1))
    .requiredOption('--months <number>', 'whole calendar months of invoices', wholeNumber(1))
    .option('--seed <number>', 'another seed gives another world', wholeNumber(0), 1)
    .requiredOption('--out <directory>', 'directory for the files; files there are replaced')
    .addOption(
      new Option('--format <format>', 'of the files').choices(['csv', 'parquet']).default('csv'),
    )
    .option('--start-month <YYYY-MM>', 'first month; the number of months gives the last')
    .option('--end-month <YYYY-MM>', 'last month (default: 2025-12)');
  addOutputOptions(command)
    .addHelpText('after', help)
    .action(async (options: SynthOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { writeSynthetic } = await import('../actions/write-synthetic.ts');
        return writeSynthetic(invocation, options);
      });
      done(code);
    });
};
