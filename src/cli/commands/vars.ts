import { Argument, Option } from 'commander';
import { addProjectOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { VarsOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Prints one line per var on stdout: its value, its default, and where the value was set. With names,
also what each takes and does. Values come from --vars, else from the target, else from vars in
crm_project.yml, else from the default of the parameter.

Examples:
  crm-run vars
  crm-run vars time_zone --target prod
  crm-run vars --output json | jq .name
  crm-run vars --output yaml           as the vars of a dbt_project.yml`;

export const defineVars: DefineCommand = (command, terminal, done) => {
  command
    .addArgument(new Argument('[names...]', 'vars to print; all unless given'))
    .addOption(
      new Option('--output <how>', 'how to print them')
        .choices(['table', 'json', 'yaml'])
        .default('table'),
    );
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (names: readonly string[], options: VarsOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { listVars } = await import('../actions/list-vars.ts');
        return listVars(invocation, names, options);
      });
      done(code);
    });
};
