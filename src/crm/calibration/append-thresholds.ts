import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
import { sweepDrafts } from '../../base/files/drafts.ts';
import { describeChange, stampFile } from '../../base/files/file-stamp.ts';
import { writeFileAtomically } from '../../base/files/write-file.ts';

/** The seed of thresholds as a file. */
export interface ThresholdsFile {
  /** Absolute path. */
  readonly file: string;
  /** How errors name it, relative to the project root. */
  readonly originalFilePath: string;
}

/** A version of thresholds to be written. */
export interface ProposedVersion {
  /** Its first month, YYYY-MM. */
  readonly effectiveFrom: string;
  /** By column of the seed, as written there. */
  readonly thresholds: Readonly<Record<string, string>>;
}

const monthColumn = 'effective_from_month';

/**
 * Adds the proposed thresholds as a new version at the end of the seed; what is there is retained
 * byte for byte. The version holds from the month after the calibration month, so that no month is
 * restated that the calibration has seen. Gives the row that was added. Throws CrmError when the
 * file already has a version for that month, or has not the columns of thresholds; the file is then
 * as it was.
 */
export async function appendThresholds(
  { file, originalFilePath }: ThresholdsFile,
  proposed: ProposedVersion,
): Promise<string> {
  const state = stampFile(file);
  const text = await readText(file);
  const at = (line: number): SourceLocation => ({ file: originalFilePath, line, column: 1 });
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split(',').map(cell);
  const month = columns.indexOf(monthColumn);
  const missing = [monthColumn, ...Object.keys(proposed.thresholds)].filter(
    name => !columns.includes(name),
  );
  if (missing.length > 0) {
    throw new CrmError(
      'missing-column',
      { columns: missing, reason: `${missing.join(', ')} is not in the header` },
      { location: at(1) },
    );
  }
  for (const [index, row] of rows.entries()) {
    if (!cell(row.split(',')[month] ?? '').startsWith(proposed.effectiveFrom)) continue;
    throw new CrmError(
      'invalid-value',
      {
        reason: `there is a version for ${proposed.effectiveFrom} already, and versions are never rewritten`,
        hint: 'calibrate on another month with --month',
      },
      { location: at(index + 2) },
    );
  }

  const cells = cellsOf(proposed);
  const added = columns.map(name => cells.get(name) ?? '').join(',');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const after = text.endsWith('\n') ? `${added}${lineEnd}` : `${lineEnd}${added}`;
  const change = describeChange(state, stampFile(file));
  if (change !== undefined) {
    throw new CrmError('input-changed', {
      path: originalFilePath,
      reason: `${originalFilePath} changed while it was read: ${change}`,
      hint: 'run it again',
    });
  }
  sweepDrafts(dirname(file));
  await writeFileAtomically(file, `${text}${after}`, { durable: true });
  return added;
}

/** Columns that a calibration knows nothing of stay empty. */
function cellsOf(proposed: ProposedVersion): ReadonlyMap<string, string> {
  return new Map([
    [monthColumn, `${proposed.effectiveFrom}-01`],
    ...Object.entries(proposed.thresholds),
  ]);
}

function cell(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CrmError('file-unreadable', { path: file, reason: `cannot read ${file}` }, { cause });
  }
}
