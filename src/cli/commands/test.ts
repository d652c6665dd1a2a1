import { addRunOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
A data test is a query whose rows break a claim: no rows, no failure. The tests run on the
published build and change nothing in it. Unit tests run a model on given rows.

Examples:
  crm-run test
  crm-run test --select orders                 the tests of one model
  crm-run test --verbose                       also list those that pass`;

export const defineTest: DefineCommand = (command, terminal, done) => {
  addRunOptions(command, 'test')
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { runProject } = await import('../actions/run-project.ts');
        return runProject(invocation, 'test', options);
      });
      done(code);
    });
};
