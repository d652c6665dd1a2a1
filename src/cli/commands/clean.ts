import { addOutputOptions, addPlaceOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { CleanOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Deletes target/: compiled SQL, rows of failed tests, manifest.json, run_results.json and parsed
YAML. A build writes them anew. The warehouse stays unless you say --warehouse, which is refused
while a build goes on in it, and where the file also holds what crm-run did not make. A symbolic
link is deleted itself, and not what it leads to.

Examples:
  crm-run clean
  crm-run clean --warehouse        also the published DuckDB file; the next build starts empty`;

export const defineClean: DefineCommand = (command, terminal, done) => {
  command
    .option('--warehouse', 'delete the published DuckDB file, too')
    .option('--force', 'delete it also where it holds what others made');
  addOutputOptions(addPlaceOptions(command))
    .addHelpText('after', help)
    .action(async (options: CleanOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { cleanProject } = await import('../actions/clean-project.ts');
        return cleanProject(invocation, options);
      });
      done(code);
    });
};
