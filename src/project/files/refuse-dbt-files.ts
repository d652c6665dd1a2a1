import { join } from 'node:path';
import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import { advanceLocation } from '../../base/errors/source-location.ts';
import { isThere } from '../../base/files/is-there.ts';
import {
  pythonHint,
  unsupportedBlocks,
  unsupportedDirectories,
  unsupportedFiles,
} from '../shapes/not-carried-out.ts';
import { readText } from './read-text.ts';
import { walkDirectory } from './walk-directory.ts';

/** What was found below the directories of the project's *-paths keys. */
export interface WalkedFiles {
  readonly models: readonly string[];
  readonly others: readonly string[];
}

/**
 * Reports files that mean something to dbt and that nothing here reads: those next to crm_project.yml,
 * directories of things that are not there, Python models, documentation blocks. `directories` are those that
 * the project reads.
 */
export function refuseDbtFiles(
  root: string,
  directories: readonly string[],
  { models, others }: WalkedFiles,
  errors: CrmError[],
): void {
  for (const [file, hint] of Object.entries(unsupportedFiles)) {
    if (!isThere(join(root, file))) continue;
    const text = collectError(errors, () => readText(root, file));
    if (text !== undefined && /^\s*[^\s#]/m.test(text)) errors.push(refused(file, hint));
  }
  for (const [directory, hint] of Object.entries(unsupportedDirectories)) {
    if (directories.includes(directory) || !isThere(join(root, directory))) continue;
    const files = walkDirectory(root, directory, errors).filter(path =>
      /\.(?:sql|py|ya?ml)$/.test(path),
    );
    errors.push(...files.map(file => refused(file, hint)));
  }
  const python = models.filter(path => path.endsWith('.py'));
  errors.push(...python.map(file => refused(file, pythonHint, 'a Python model')));
  for (const file of [...models, ...others].filter(path => path.endsWith('.md'))) {
    const text = collectError(errors, () => readText(root, file)) ?? '';
    for (const { index } of text.matchAll(/\{%-?\s*docs\s+\w+\s*-?%\}/g)) {
      const message = 'a documentation block is not supported here';
      const location = advanceLocation({ file, line: 1, column: 1 }, text, index);
      errors.push(
        new CrmError(
          'template-unsupported',
          { reason: message, hint: unsupportedBlocks.docs },
          { location },
        ),
      );
    }
  }
}

function refused(file: string, hint: string, what = "dbt's"): CrmError {
  const message =
    what === "dbt's" ? `dbt's ${file} is not supported here` : `${what} is not supported here`;
  const location = { file, line: 1, column: 1 };
  return new CrmError('template-unsupported', { reason: message, hint }, { location });
}
