import { type Reason, reasonKind } from '../error-kind.ts';
import type { PathReason } from './project-kinds.ts';

interface RelationReason extends Reason {
  readonly relations: readonly string[];
}

interface SourcesReason extends Reason {
  /** Unique ids of the sources. */
  readonly sources: readonly string[];
}

/** Codes of the published file and the command line. */
export const warehouseKinds = {
  'warehouse-locked': reasonKind<PathReason>(
    'another program holds the warehouse',
    'Wait for it, or close it; `--wait` waits.',
  ),
  'warehouse-missing': reasonKind<PathReason>(
    'nothing has been published yet',
    'Run `crm-run build` first.',
  ),
  'warehouse-invalid': reasonKind<PathReason>(
    'the warehouse is not a DuckDB file, or it is damaged',
    'Set the target’s path to another file, or restore the file from a copy.',
  ),
  'warehouse-newer': reasonKind<PathReason>(
    'a newer DuckDB or crm-run wrote the warehouse',
    'Install that version of crm-run.',
  ),
  'warehouse-foreign': reasonKind<PathReason>(
    'the warehouse holds what crm-run did not make',
    'Choose another file, or take it over with `--adopt`; all that it holds is retained.',
  ),
  'name-taken': reasonKind<RelationReason>(
    'a relation of the project has the name of one that another program made',
    'Rename one of the two.',
  ),
  'source-moved': reasonKind<SourcesReason>(
    'the published build loaded a source from another place',
    'Give the vars of that build, or replace its rows with `--replace-sources`.',
  ),
  'relation-stale': reasonKind<RelationReason>(
    'a published relation is not what the project says now',
    'Build it again, with the command that the hint names.',
  ),
  'relation-withheld': reasonKind<RelationReason>(
    'the last build had to leave a relation out',
    'Correct what failed there, and build it again.',
  ),
  'relation-missing': reasonKind<RelationReason>(
    'the published build does not have a relation that is needed',
    'Build it, or select it too.',
  ),
  'publish-failed': reasonKind(
    'the finished build could not replace the published one',
    'Do what the hint says, and build again; the published file is as it was.',
  ),
  usage: reasonKind('a command line that makes no sense', 'See `crm-run help <command>`.'),
};
