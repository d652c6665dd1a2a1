import { addRunOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Builds the models like build, without tests. The result is published when no model fails.

Examples:
  crm-run run
  crm-run run --select +orders                 orders and all that it reads`;

export const defineRun: DefineCommand = (command, terminal, done) => {
  addRunOptions(command, 'run')
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { runProject } = await import('../actions/run-project.ts');
        return runProject(invocation, 'run', options);
      });
      done(code);
    });
};
