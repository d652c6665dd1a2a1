import { addRunOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Loads the CSV files of the seed directories into tables, and publishes the result.

Examples:
  crm-run seed
  crm-run seed --select rules`;

export const defineSeed: DefineCommand = (command, terminal, done) => {
  addRunOptions(command, 'seed')
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { runProject } = await import('../actions/run-project.ts');
        return runProject(invocation, 'seed', options);
      });
      done(code);
    });
};
