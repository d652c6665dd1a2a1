/**
 * What dbt has and nothing here carries out: keys, files, macros that dbt itself would call, blocks of
 * templates. The one table of it: each is refused at its place with what to do instead, and
 * docs/project.md lists all of them.
 */

type Hints = Readonly<Record<string, string>>;

const quoted = 'names are quoted where DuckDB needs it';
const noPackages = 'there are no packages; copy the macros that you need into macros/';
const noSnapshots =
  'there are no snapshots; build tables that keep what has been from dated raw data';
const noMetrics = 'there is no semantic layer; compute metrics in models';
const noAnalyses = 'make it a model, or run it with show --inline';
const noFunctions = "define it with on-run-start, as in 'create macro if not exists …'";
const noIncremental =
  'every build is a full one; the materializations are view, table and ephemeral';
const oneFile = 'everything is built into the one file of the target';
const onRunEnd = 'use on-run-end';
const ownSql = "use on-run-start, or a statement in the model's own SQL";
const noFreshness = 'use a data test on the newest date instead';
const noVersions = 'a model has one version, the file';
const oneProject = 'there is one project, whose models may all refer to one another';
const documented = "say it in 'description' or 'meta'";
const besideModels = 'say it in the YAML files next to the models';
const failuresKept = 'failing rows are always retained, in target/failures/';
const openFile = 'the target is a DuckDB file on this machine';

/** Keys of a relation's config. */
const relation: Hints = {
  database: oneFile,
  event_time: noIncremental,
  full_refresh: noIncremental,
  grants: 'a DuckDB file has no users; set the mode of the file',
  persist_docs: 'descriptions are in target/manifest.json',
  'pre-hook': ownSql,
  pre_hook: ownSql,
  'post-hook': onRunEnd,
  post_hook: onRunEnd,
  quoting: quoted,
};

const source: Hints = {
  freshness: noFreshness,
  loaded_at_field: noFreshness,
  loaded_at_query: noFreshness,
  loader: documented,
  overrides: oneProject,
  quoting: quoted,
};

/** Keys, by what they are keys of. */
export const unsupportedKeys = {
  project: {
    'analysis-paths': noAnalyses,
    'asset-paths': 'nothing is copied into a documentation site',
    'clean-targets': "'crm-run clean' removes what crm-run made, and nothing else",
    'docs-paths': 'write descriptions in YAML',
    'function-paths': noFunctions,
    'log-path': 'write the log to a file with --log-format json 2> file',
    'macro-namespace': noPackages,
    'packages-install-path': noPackages,
    'query-comment': 'statements are sent as they are in target/run/',
    'require-dbt-version': "pin crm-run in 'package.json' instead",
    'restrict-access': oneProject,
    'snapshot-paths': noSnapshots,
    'target-path': 'artifacts are always written to target/',
    dispatch: noPackages,
    exposures: besideModels,
    flags: 'options are given on the command line',
    metrics: noMetrics,
    packages: noPackages,
    profile: "put the target under 'targets' in this file",
    quoting: quoted,
    'saved-queries': noMetrics,
    selectors: 'write the selection out with --select, or tag the nodes',
    'semantic-models': noMetrics,
    snapshots: noSnapshots,
    sources: besideModels,
  },
  target: {
    catalog: oneFile,
    config_options: "put them under 'settings'",
    database: oneFile,
    extensions: 'load one with on-run-start, as in load spatial',
    external_root: openFile,
    filesystems: openFile,
    is_ducklake: openFile,
    keep_open: 'a build opens the file and closes it',
    module_paths: 'there is no Python',
    plugins: 'there is no Python; prepare files before the build',
    remote: openFile,
    retries: 'nothing fails that another try would help; wait for the lock with --wait',
    secrets: openFile,
    use_credential_provider: openFile,
  },
  attach: {
    options: openFile,
    read_only: 'attached files are always read only',
    secret: openFile,
    type: 'only DuckDB files can be attached',
  },
  properties: {
    analyses: noAnalyses,
    functions: noFunctions,
    metrics: noMetrics,
    saved_queries: noMetrics,
    semantic_models: noMetrics,
    snapshots: noSnapshots,
  },
  modelConfig: {
    ...relation,
    access: oneProject,
    batch_size: noIncremental,
    begin: noIncremental,
    concurrent_batches: noIncremental,
    incremental_predicates: noIncremental,
    incremental_strategy: noIncremental,
    indexes: 'DuckDB scans faster than it keeps an index',
    location: 'copy the table to a file with on-run-end',
    lookback: noIncremental,
    on_configuration_change: noIncremental,
    on_error: 'what fails is not published',
    on_schema_change: noIncremental,
    packages: 'there is no Python',
    partition_by: 'copy the table to files with on-run-end',
    sql_header: 'use on-run-start',
    unique_key: "use the data test 'unique'",
  },
  seedConfig: {
    ...relation,
    materialized: 'a seed is always a table',
    quote_columns: quoted,
  },
  sourceConfig: {
    enabled: 'take it out of the YAML',
    event_time: noIncremental,
    freshness: noFreshness,
    loaded_at_field: noFreshness,
  },
  dataTestConfig: {
    store_failures: failuresKept,
    store_failures_as: failuresKept,
    alias: "give the test a 'name'; the file of its failing rows is named after it",
    database: failuresKept,
    schema: failuresKept,
    sql_header: 'use on-run-start',
  },
  unitTestConfig: { static_analysis: 'SQL is always checked before anything runs' },
  exposureConfig: { enabled: 'take it out of the YAML' },
  docs: { node_color: 'there is no graph to colour' },
  contract: { alias_types: 'data types are those of DuckDB' },
  model: {
    access: oneProject,
    constraints:
      'use config: {contract: {enforced: true}} for columns and types, data tests for rows',
    deprecation_date: documented,
    freshness: noFreshness,
    latest_version: noVersions,
    primary_key: "use the data tests 'unique' and 'not_null'",
    semantic_model: noMetrics,
    time_spine: noMetrics,
    versions: noVersions,
  },
  seed: { freshness: noFreshness },
  singularTest: { columns: 'a test has no columns', docs: documented },
  column: {
    constraints: "use data tests such as 'not_null' and 'unique'",
    dimension: noMetrics,
    entity: noMetrics,
    granularity: noMetrics,
    policy_tags: documented,
  },
  source: { ...source, data_tests: 'test its tables', tests: 'test its tables' },
  sourceTable: { ...source, external: "write meta: {external_location: '…'}" },
  unitTest: { versions: noVersions },
} satisfies Readonly<Record<string, Hints>>;

/** Materializations of dbt and dbt-duckdb. */
export const unsupportedMaterializations: Hints = {
  external: 'copy the table to a file with on-run-end',
  incremental: noIncremental,
  materialized_view: 'a view shows what its tables hold by now',
  seed: 'put a CSV file into seeds/',
  snapshot: noSnapshots,
  test: 'put the SQL into tests/',
};

/** Types of targets. */
export const unsupportedTargets: Hints = Object.fromEntries(
  ['bigquery', 'databricks', 'postgres', 'redshift', 'snowflake'].map(type => [
    type,
    'crm-run builds a DuckDB file',
  ]),
);

/** Files next to crm_project.yml that say something when there is anything in them. */
export const unsupportedFiles: Hints = {
  'packages.yml': noPackages,
  'dependencies.yml': noPackages,
  'package-lock.yml': noPackages,
  'selectors.yml': unsupportedKeys.project.selectors,
  '.dbtignore':
    'take what should not be read out of the directories, or disable it with enabled: false',
};

/** Directories next to crm_project.yml in which SQL, Python or YAML stands. */
export const unsupportedDirectories: Hints = {
  analyses: noAnalyses,
  functions: noFunctions,
  snapshots: noSnapshots,
};

/** Blocks of templates. */
export const unsupportedBlocks: Hints = {
  snapshot: noSnapshots,
  materialization: 'the materializations are view, table and ephemeral',
  docs: 'write descriptions in YAML',
};

/** Python models. */
export const pythonHint =
  'write it in SQL; what SQL cannot do can be prepared as a file before the build';
