import { addProjectOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { ProjectOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Reads every YAML, SQL and macro file, renders the templates and connects the nodes. All errors
are reported together. Writes target/manifest.json. Needs neither the raw files nor the warehouse.

Examples:
  crm-run parse
  crm-run parse --target prod --vars '{time_zone: Europe/Berlin}'`;

export const defineParse: DefineCommand = (command, terminal, done) => {
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (options: ProjectOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { parseProject } = await import('../actions/parse-project.ts');
        return parseProject(invocation, options);
      });
      done(code);
    });
};
