import { Option } from 'commander';
import { addLimitOption, addProjectOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { ShowOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Reads the published build. The rows are printed on stdout; in a terminal, what is wider than the
screen is cut. For an ephemeral model or a data test its query is run.

Examples:
  crm-run show orders --limit 20
  crm-run show --inline "select status, count(*) from {{ ref('orders') }} group by 1"
  crm-run show orders --limit -1 --output csv > orders.csv`;

export const defineShow: DefineCommand = (command, terminal, done) => {
  command
    .argument('[node]', 'a model, seed, source or data test')
    .option('-s, --select <node>', 'the same as the argument')
    .option('--inline <sql>', 'a query to run instead, with ref() and macros');
  addLimitOption(command)
    .addOption(
      new Option('--output <format>', 'how to print the rows')
        .choices(['table', 'csv', 'json'])
        .default('table'),
    )
    .option('--safe', 'with csv, an apostrophe before what a spreadsheet would run as a formula');
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (node: string | undefined, options: ShowOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { showRows } = await import('../actions/show-rows.ts');
        return showRows(invocation, node, options);
      });
      done(code);
    });
};
