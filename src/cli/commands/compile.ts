import { addProjectOptions, addSelectionOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { CompileOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Renders the templates of the selected models and tests and writes the SQL to target/compiled/.
With a single node, or with --inline, the SQL is also printed on stdout. Nothing is run.

Examples:
  crm-run compile
  crm-run compile orders
  crm-run compile --inline "select count(*) from {{ ref('orders') }}"`;

export const defineCompile: DefineCommand = (command, terminal, done) => {
  command.argument('[node...]', 'the same as --select');
  addSelectionOptions(command).option('--inline <sql>', 'a query to render, with ref() and macros');
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (nodes: readonly string[], options: CompileOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { compileNodes } = await import('../actions/compile-nodes.ts');
        const select = [...nodes, ...(options.select ?? [])];
        return compileNodes(invocation, { ...options, select });
      });
      done(code);
    });
};
