import { errorKind, reasonKind } from '../error-kind.ts';

interface ViewFunction {
  readonly view: string;
  readonly function: string;
}

interface ContractViolation {
  readonly model: string;
  readonly column: string;
  /** The type that the contract declares, or what else it says of the column. */
  readonly declared: string;
  /** The type that the select gives, or what else it gives. */
  readonly actual: string;
  readonly hint?: string | undefined;
}

/** Codes of SQL and of the machine that runs it. */
export const sqlKinds = {
  'sql-parser': reasonKind(
    'a statement does not parse',
    'Correct the SQL; `crm-run compile` prints it as it is sent.',
  ),
  'sql-binder': reasonKind(
    'a statement uses a column, function or type wrongly',
    'Correct the name, or cast the value.',
  ),
  'sql-catalog': reasonKind(
    'a statement uses a relation or function that does not exist',
    'Correct the name; models are read with `ref()`.',
  ),
  'sql-conversion': reasonKind(
    'a value cannot be converted',
    'Find the rows with `crm-run show`, and clean the value or use `try_cast`.',
  ),
  'sql-constraint': reasonKind('a row breaks a constraint', 'Correct the row or the constraint.'),
  'sql-out-of-range': reasonKind(
    'a number is outside the range of its type',
    'Use a wider type, such as `bigint` or a decimal of more digits.',
  ),
  'sql-error': reasonKind(
    'the database reports another error',
    'Do what the message says; it is the database’s own.',
  ),
  'system-error': reasonKind(
    'the operating system could not do what was asked of it',
    'Do what the hint says, and build again.',
  ),
  'out-of-memory': reasonKind(
    'the memory limit was reached',
    'Raise `memory_limit`, lower `threads`, or set a `temp_directory` with room.',
  ),
  'disk-full': reasonKind(
    'the disk has no space left',
    'Make room, or set `temp_directory` or the target’s path to another disk.',
  ),
  'hook-refused': reasonKind(
    'a hook leaves the build, or changes what is not tested after it',
    'Make the change in a model, or have the hook write a table of its own.',
  ),
  'function-in-view': errorKind<ViewFunction>(
    'a view calls a function that only crm-run has',
    'Materialize the model as a table.',
    payload => ({
      message: `view '${payload.view}' calls ${payload.function}(), which other readers of the published file do not have`,
      hint: 'make it a table, with config(materialized="table")',
    }),
  ),
  'contract-violated': errorKind<ContractViolation>(
    'the columns of a model are not those of its contract',
    'Change the final select, or the contract.',
    ({ model, column, declared, actual, hint }) => ({
      message: `model '${model}' breaks its contract: column '${column}', declared ${declared}, actual ${actual}`,
      hint,
    }),
  ),
  interrupted: reasonKind('the run was interrupted', 'Run it again; nothing was published.'),
};
