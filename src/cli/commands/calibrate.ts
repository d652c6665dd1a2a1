import { Argument } from 'commander';
import { addProjectOptions } from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { CalibrateOptions, CalibrateSubject } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Proposes thresholds from one month of the published build, and shows them next to those in force,
with who would move where: of the value tiers, from the customers of the month, or of the lifecycle
stages, from the orders up to its end. With --write they become a new version in the seed; versions
that are there are never changed.

Examples:
  crm-run calibrate
  crm-run calibrate --month 2025-12
  crm-run calibrate lifecycle
  crm-run calibrate --write && crm-run build`;

export const defineCalibrate: DefineCommand = (command, terminal, done) => {
  command
    .addArgument(
      new Argument('[thresholds]', 'which ones').choices(['tiers', 'lifecycle']).default('tiers'),
    )
    .option('--month <YYYY-MM>', 'the month to look at (default: the last of the build)', monthOf)
    .option('--write', 'append the proposal to the seed of the thresholds');
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (thresholds: CalibrateSubject, options: CalibrateOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { calibrateThresholds } = await import('../actions/calibrate-thresholds.ts');
        return calibrateThresholds(invocation, thresholds, options);
      });
      done(code);
    });
};

/** Takes YYYY-MM and, since report months are dates, YYYY-MM-01. */
function monthOf(text: string): string {
  return text.replace(/^(\d{4}-\d{2})-01$/, '$1');
}
