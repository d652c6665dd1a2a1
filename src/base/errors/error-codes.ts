/**
 * Every code that a CrmError can carry, with what it stands for. The one table of codes: the
 * documentation and the tests are held against it.
 */
export const errorCodes = {
  // project files
  'no-project': 'there is no crm_project.yml here or above',
  'file-unreadable': 'a file or folder cannot be read',
  'file-unwritable': 'a file or folder cannot be written',
  'file-encoding': 'a text file is not valid UTF-8',
  'yaml-syntax': 'a YAML file does not parse',
  'unknown-key': 'a key that nothing reads',
  'missing-key': 'a key that has to be there',
  'wrong-type': 'a value of another type than its key takes',
  'invalid-value': 'a value outside of what its key takes',
  'duplicate-name': 'two things of one kind have the same name',
  'unknown-target': 'a target that crm_project.yml does not have',
  'unattached-properties': 'properties for something that does not exist',
  // templates
  'template-syntax': 'a template does not parse',
  'template-unsupported': 'a template or file uses what Jinja or dbt has and this runner does not',
  'template-undefined': 'a template uses a name that is not defined',
  'template-error': 'a template fails while it renders',
  'template-limit': 'a template needs more text, items, depth or time than it may',
  'raised-by-template': 'a template called exceptions.raise_compiler_error',
  'unknown-macro': 'a call of a macro that does not exist',
  'unknown-var': 'a var that has no value, or that nothing reads',
  'unknown-env-var': 'an environment variable that is not set and has no default',
  'secret-env-var': 'a secret environment variable where it could not be kept secret',
  // graph
  'unknown-ref': 'ref() of something that does not exist',
  'unknown-source': 'source() of something that is not declared',
  'hidden-ref': 'ref() or source() that shows only when a template is compiled',
  'unknown-test': 'a data test that does not exist',
  'unknown-group': 'a group that no YAML file declares',
  'dependency-cycle': 'models that depend on one another in a circle',
  'selection-syntax': 'a selector that does not parse',
  'empty-selection': 'a selection that matches nothing',
  // SQL
  'sql-parser': 'SQL that does not parse',
  'sql-binder': 'SQL that names or types something wrongly',
  'sql-catalog': 'SQL that uses a relation or function that does not exist',
  'sql-conversion': 'a value that cannot be converted',
  'sql-constraint': 'a row that breaks a constraint',
  'sql-out-of-range': 'a number outside the range of its type',
  'sql-error': 'another error of the database',
  'system-error': 'the operating system could not do what was asked of it',
  'out-of-memory': 'the memory limit was reached',
  'disk-full': 'there is no space left on the disk',
  'hook-refused': 'a hook that leaves the build, or changes what is not tested after it',
  'function-in-view': 'a view that calls a function which only crm-run has',
  'contract-violated': 'a model whose columns are not those of its contract',
  interrupted: 'the run was interrupted',
  // data
  'missing-file': 'a raw file or seed that is not there',
  'input-changed': 'a file that was written to while a build read it',
  'missing-column': 'a column that has to be there',
  'duplicate-column': 'a column that stands twice in a header',
  'unknown-column': 'a column that does not exist',
  'bad-value': 'a value that does not fit its declared type',
  'ragged-line': 'a line with too few or too many values, or quotes that do not fit',
  'total-row': 'a line of totals below the data',
  'suspect-value': 'a value that loads and looks damaged (a warning)',
  'file-cut-off': 'a raw file whose last line does not end (a warning)',
  'data-test-failed': 'a data test found rows',
  'unit-test-failed': 'a unit test got other rows than it expects',
  // warehouse
  'warehouse-locked': 'another program holds the warehouse',
  'warehouse-missing': 'there is no published build yet',
  'warehouse-invalid': 'the warehouse is not a DuckDB file',
  'warehouse-newer': 'the warehouse was written by a newer DuckDB or crm-run',
  'warehouse-foreign': 'the warehouse file holds what crm-run did not make',
  'name-taken': 'a relation of the project has the name of one that others made',
  'source-moved': 'the published build loaded a source from another place',
  'relation-stale': 'a published relation that is not what the project says now',
  'relation-withheld': 'a relation that the last build had to leave out',
  'relation-missing': 'the published build does not have a relation that is needed',
  'publish-failed': 'the finished build could not take the place of the published one',
  // command line
  usage: 'a command line that does not make sense',
} as const;

/** A code of the table above. */
export type ErrorCode = keyof typeof errorCodes;

/** Codes of errors that keep a file or directory, or a part of it, from being read. */
export const unreadCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file-unreadable',
  'system-error',
  'disk-full',
  'file-encoding',
  'yaml-syntax',
  'template-syntax',
]);
