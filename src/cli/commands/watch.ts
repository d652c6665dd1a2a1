import { addRunOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Builds once, then waits for a file of the project to be saved: what it changes, and what depends on
that, is built and tested again. An error is printed and the last good build stays. Ctrl-C ends it.

Examples:
  crm-run watch
  crm-run watch --select orders+`;

export const defineWatch: DefineCommand = (command, terminal, done) => {
  addRunOptions(command, 'watch')
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { watchSession } = await import('../actions/watch-session.ts');
        return watchSession(invocation, options);
      });
      done(code);
    });
};
