import { addOutputOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { OutputOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Writes a project of a few files: raw data as CSV, two models, a seed and tests. It builds at once
and is meant to be changed. A directory that has files in it is left alone.

Example:
  crm-run init my_project
  cd my_project && crm-run build`;

export const defineInit: DefineCommand = (command, terminal, done) => {
  command.argument('<directory>', 'directory of the new project; its name becomes the name');
  addOutputOptions(command)
    .addHelpText('after', help)
    .action(async (directory: string, options: OutputOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { initProject } = await import('../actions/init/init-project.ts');
        return initProject(invocation, directory);
      });
      done(code);
    });
};
