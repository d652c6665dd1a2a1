import { addProjectOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { ProjectOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Prints what to look at when something does not work: versions, the project and its target, the raw
files with their sizes, whether the published DuckDB file opens, and whether a build is running.

Examples:
  crm-run debug
  crm-run debug --target own --vars '{raw_path: ../my_data, raw_format: parquet}'`;

export const defineDebug: DefineCommand = (command, terminal, done) => {
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (options: ProjectOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { debugProject } = await import('../actions/debug-project.ts');
        return debugProject(invocation, options);
      });
      done(code);
    });
};
