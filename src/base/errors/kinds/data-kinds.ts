import { errorKind, type Reason, reasonKind } from '../error-kind.ts';
import { type DataProblem, explainProblem } from './data-problem.ts';
import type { PathReason } from './project-kinds.ts';

interface ColumnReason extends Reason {
  readonly columns: readonly string[];
}

interface TestReason extends Reason {
  readonly test: string;
}

/** Codes of raw files, seeds and rows, and of what tests find in them. */
export const dataKinds = {
  'missing-file': reasonKind<PathReason>(
    'a raw file, seed or fixture does not exist',
    'Put the file there, or correct the path; the hint names files with a similar name.',
  ),
  'input-changed': reasonKind<PathReason>(
    'a file was written to while a build read it',
    'Build again when nothing writes to it.',
  ),
  'missing-column': reasonKind<ColumnReason>(
    'a required column is missing',
    'Add the column, or correct its name in the header or the declaration.',
  ),
  'duplicate-column': reasonKind<ColumnReason>(
    'a column name appears more than once',
    'Rename or remove one of the columns.',
  ),
  'unknown-column': reasonKind<ColumnReason>('the column does not exist', 'Correct the name.'),
  'bad-value': errorKind<DataProblem>(
    'a value does not fit its declared type',
    'Correct the value in the file, or declare another type.',
    explainProblem,
  ),
  'ragged-line': errorKind<DataProblem>(
    'a line has too few or too many values, or unbalanced quotes',
    'Correct the line, or export the file again.',
    explainProblem,
  ),
  'total-row': errorKind<DataProblem>(
    'a line of totals follows the data',
    'Remove the line from the file.',
    explainProblem,
  ),
  'suspect-value': errorKind<DataProblem>(
    'a value loads and looks damaged (a warning)',
    'Look at the value; correct it at its origin if it is damaged.',
    explainProblem,
  ),
  'file-cut-off': errorKind<DataProblem>(
    'the last line of a raw file does not end (a warning)',
    'Check that the file was written to its end.',
    explainProblem,
  ),
  'data-test-failed': reasonKind<TestReason>(
    'a data test found rows',
    'Look at the rows; correct the data, the model or the test.',
  ),
  'unit-test-failed': reasonKind<TestReason>(
    'a unit test got other rows than it expects',
    'Correct the model or the expected rows.',
  ),
};
