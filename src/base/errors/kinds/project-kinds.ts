import { didYouMean, errorKind, type Reason, reasonKind, type UnknownName } from '../error-kind.ts';
import type { SourceLocation } from '../source-location.ts';
import { type DataProblem, explainProblem } from './data-problem.ts';

/** A sentence about a path. */
export interface PathReason extends Reason {
  /** Undefined where the database does not say which file it was. */
  readonly path?: string | undefined;
}

interface KeyReason extends Reason {
  readonly key: string;
}

interface NameReason extends Reason {
  readonly name: string;
}

interface DuplicateName extends NameReason {
  /** Where the name was met first. */
  readonly first?: SourceLocation | undefined;
}

/** Codes of project files and their keys. */
export const projectKinds = {
  'no-project': reasonKind<PathReason>(
    'neither the directory nor one above it has a crm_project.yml',
    'Change to the directory of the project, name it with `--project-dir`, or make one with `crm-run init`.',
  ),
  'file-unreadable': reasonKind<PathReason>(
    'a file or directory cannot be read',
    'Check the path, who owns it, and its permissions.',
  ),
  'file-unwritable': reasonKind<PathReason>(
    'a file or directory cannot be written',
    'Check its permissions, or choose another path.',
  ),
  'file-encoding': errorKind<DataProblem & PathReason>(
    'a text file is not valid UTF-8',
    'Save the file as UTF-8; Excel calls it “CSV UTF-8”.',
    explainProblem,
  ),
  'yaml-syntax': reasonKind(
    'a YAML file does not parse',
    'Correct the line; most often it is the indentation, a missing quote or a tab.',
  ),
  'unknown-key': reasonKind<KeyReason>(
    'a key that nothing reads',
    'Correct its spelling or its indentation, or remove it.',
  ),
  'missing-key': reasonKind<KeyReason>('a required key is missing', 'Add the key.'),
  'wrong-type': reasonKind(
    'a value is of another type than its key takes',
    'Write a value of the type that the message names.',
  ),
  'invalid-value': reasonKind(
    'a value is outside of what its key or option takes',
    'Choose one of the values that the message or hint names.',
  ),
  'duplicate-name': reasonKind<DuplicateName>(
    'two things of one kind have the same name',
    'Rename or remove one of the two.',
  ),
  'unknown-target': errorKind<UnknownName>(
    'crm_project.yml does not have the target',
    'Use one of its targets, or add the target.',
    ({ name, ...near }) => ({ message: `there is no target '${name}'`, hint: didYouMean(near) }),
  ),
  'unattached-properties': reasonKind<NameReason>(
    'properties describe something that does not exist',
    'Correct the name, or remove the properties.',
  ),
};
