import { addRunOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { RunOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Reads the raw files and seeds, builds every model in the order in which they depend on one
another, and tests each. Only when no test of severity error fails does the new file take the
place of the published one; until then readers see the previous build.

Examples:
  crm-run build
  crm-run build --select orders+               orders and all that depends on it
  crm-run build --select tag:daily --exclude stg_orders
  crm-run build --target own --vars '{raw_path: ../my_data, raw_format: parquet}'
  crm-run build --replace-sources              once the raw data lies somewhere else
  crm-run build --dry-run                      print the plan, run nothing
  crm-run build -s orders --dry-run --verbose  print the SQL that orders and its tests would run`;

export const defineBuild: DefineCommand = (command, terminal, done) => {
  addRunOptions(command, 'build')
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { runProject } = await import('../actions/run-project.ts');
        return runProject(invocation, 'build', options);
      });
      done(code);
    });
};
