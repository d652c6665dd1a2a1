import { CrmError } from '../../base/errors/crm-error.ts';
import { appendThresholds, type ProposedVersion } from '../../crm/calibration/append-thresholds.ts';
import { calibrate } from '../../crm/calibration/calibrate.ts';
import { calibrateLifecycle } from '../../crm/calibration/calibrate-lifecycle.ts';
import type { CalibrateOptions as Calibrating } from '../../crm/calibration/calibration-query.ts';
import { formatCalibration } from '../../crm/calibration/format-calibration.ts';
import { formatLifecycleCalibration } from '../../crm/calibration/format-lifecycle-calibration.ts';
import { openProjectEngine } from '../../functions/open-project-engine.ts';
import type { TableOptions } from '../../output/text/format-table.ts';
import { visibleJson } from '../../output/text/visible-text.ts';
import { openWarehouse } from '../../warehouse/warehouses.ts';
import type { CalibrateOptions, CalibrateSubject } from '../arguments/command-options.ts';
import { inlineFile } from '../arguments/inline-file.ts';
import { type Invocation, say } from '../arguments/invocation.ts';
import { withInterrupt } from '../terminal/interrupt.ts';
import { streamStyle } from '../terminal/use-colors.ts';
import { openWorkspace } from './workspace.ts';

/** A calibration that is done: what `--log-format json` prints, and as text. */
interface Calibrated {
  readonly content: { readonly proposed: ProposedVersion };
  readonly format: (options: TableOptions) => readonly string[];
}

/** What can be calibrated, by the name on the command line, and the seed that holds its versions. */
const subjects = {
  tiers: {
    seed: 'tier_thresholds',
    calibrate: async (options: Calibrating): Promise<Calibrated> => {
      const content = await calibrate(options);
      return { content, format: table => formatCalibration(content, table) };
    },
  },
  lifecycle: {
    seed: 'lifecycle_thresholds',
    calibrate: async (options: Calibrating): Promise<Calibrated> => {
      const content = await calibrateLifecycle(options);
      return { content, format: table => formatLifecycleCalibration(content, table) };
    },
  },
} as const satisfies Record<CalibrateSubject, unknown>;

/** Compares thresholds in force with proposed ones on stdout. Gives the exit code. */
export async function calibrateThresholds(
  invocation: Invocation,
  name: CalibrateSubject,
  options: CalibrateOptions,
): Promise<number> {
  const { terminal, diagnostics } = invocation;
  const subject = subjects[name];
  const { project, manifest, compiler } = await openWorkspace(invocation, options);
  invocation.texts.set(inlineFile, '');
  const warehouse = await openWarehouse(project, openProjectEngine);
  const { content, format } = await withInterrupt(terminal, async signal => {
    const { connection } = await warehouse.read();
    signal.addEventListener('abort', () => connection.interrupt());
    return subject.calibrate({ connection, compiler, month: options.month });
  }).finally(() => warehouse.close());

  if (options.logFormat === 'json') {
    terminal.stdout.write(`${visibleJson(JSON.stringify(content))}\n`);
  } else {
    const style = streamStyle(terminal.stdout, terminal, !options.color);
    const lines = format({ width: terminal.stdout.width, style });
    terminal.stdout.write(`${lines.join('\n')}\n`);
  }
  if (options.write !== true) return 0;

  const seed = manifest.resolver.ref(subject.seed);
  if (seed?.resourceType !== 'seed') {
    throw new CrmError('unknown-ref', { name: subject.seed });
  }
  const row = await appendThresholds(seed, content.proposed);
  say(invocation, `Appended to ${diagnostics.showPath(seed.file)}: ${row}`);
  say(invocation, 'Next: crm-run build');
  return 0;
}
