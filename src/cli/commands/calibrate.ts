import { addProjectOptions } from '../add-options.ts';
import { runAction } from '../command-action.ts';
import type { CalibrateOptions } from '../command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Proposes tier thresholds from the customers of one month of the published build, and shows them
beside those in force: customers and share per tier under each, and who would move where. With
--write they become a new version in the seed; versions that are there are never changed.

Examples:
  crm-run calibrate
  crm-run calibrate --month 2025-12
  crm-run calibrate --write && crm-run build`;

export const defineCalibrate: DefineCommand = (command, terminal, done) => {
  command
    .option('--month <YYYY-MM>', 'the month to look at (default: the last of the build)', monthOf)
    .option('--write', 'append the proposal to the seed tier_thresholds');
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (options: CalibrateOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { calibrateTiers } = await import('../calibrate-tiers.ts');
        return calibrateTiers(invocation, options);
      });
      done(code);
    });
};

/** Takes YYYY-MM and, since report months are dates, YYYY-MM-01. */
function monthOf(text: string): string {
  return text.replace(/^(\d{4}-\d{2})-01$/, '$1');
}
