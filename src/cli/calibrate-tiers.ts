import { CrmError } from '../base/crm-error.ts';
import { appendThresholds } from '../crm/append-thresholds.ts';
import { calibrate } from '../crm/calibrate.ts';
import { formatCalibration } from '../crm/format-calibration.ts';
import { openProjectEngine } from '../functions/open-project-engine.ts';
import { readPublished } from '../run/read-published.ts';
import type { CalibrateOptions } from './command-options.ts';
import { inlineFile } from './inline-file.ts';
import { withInterrupt } from './interrupt.ts';
import { type Invocation, say } from './invocation.ts';
import { openSession } from './session.ts';
import { streamStyle } from './use-colors.ts';

/** Compares thresholds in force with proposed ones on stdout. Gives the exit code. */
export async function calibrateTiers(
  invocation: Invocation,
  options: CalibrateOptions,
): Promise<number> {
  const { terminal, diagnostics } = invocation;
  const { project, manifest, compiler } = await openSession(invocation, options);
  invocation.texts.set(inlineFile, '');
  const reader = await readPublished(project, openProjectEngine);
  const { connection } = reader;
  const calibration = await withInterrupt(terminal, async signal => {
    signal.addEventListener('abort', () => connection.interrupt());
    return calibrate({ connection, compiler, month: options.month });
  }).finally(() => reader.close());

  if (options.logFormat === 'json') {
    terminal.stdout.write(`${JSON.stringify(calibration)}\n`);
  } else {
    const style = streamStyle(terminal.stdout, terminal, !options.color);
    const lines = formatCalibration(calibration, { width: terminal.stdout.width, style });
    terminal.stdout.write(`${lines.join('\n')}\n`);
  }
  if (options.write !== true) return 0;

  const seed = manifest.resolver.ref('tier_thresholds');
  if (seed?.resourceType !== 'seed') {
    throw new CrmError('unknown-ref', 'the project has no seed tier_thresholds to write to');
  }
  const row = await appendThresholds(seed, calibration.proposed);
  say(invocation, `Appended to ${diagnostics.showPath(seed.file)}: ${row}`);
  say(invocation, 'Next: crm-run build');
  return 0;
}
