const inSchema = "'schema' is used as it is written; set it in config";
const builtIn = 'models are created as target/run/ shows, and nothing else is sent';
const seeds = 'seeds are read value by value, with column_types';
const ownTest = 'write {% test NAME(model, …) %}';
const testVerdict = 'warn_if, error_if and fail_calc say when a test fails';
const comments = 'descriptions are in target/manifest.json';
const full = 'every build is a full one; the materializations are view, table and ephemeral';

const words = (text: string, hint: string) => text.split(' ').map(name => [name, hint] as const);

/**
 * Macros that dbt calls itself, so that a project can put its own in their place; here nothing calls
 * them, so each is refused, with or without the prefix of an adapter. By name, what to do instead.
 */
export const unsupportedMacros: ReadonlyMap<string, string> = new Map([
  ['generate_schema_name', inSchema],
  ['generate_alias_name', "a relation has the name of its file; set 'alias' in config"],
  ['generate_database_name', 'everything is built into the one file of the target'],
  ['get_where_subquery', "use the config 'where' of a data test"],
  ['should_store_failures', 'failing rows are always retained, in target/failures/'],
  ...words('get_test_sql get_unit_test_sql', testVerdict),
  ...words('test_unique test_not_null test_accepted_values test_relationships', ownTest),
  ...words(
    'create_schema drop_schema create_table_as create_view_as get_create_table_as_sql ' +
      'get_create_view_as_sql get_create_sql get_replace_sql get_drop_sql get_rename_sql ' +
      'drop_relation rename_relation truncate_relation make_temp_relation ' +
      'make_intermediate_relation make_backup_relation create_or_replace_view handle_existing_table ' +
      'run_hooks get_limit_sql get_limit_subquery_sql get_show_sql ' +
      'get_assert_columns_equivalent get_empty_subquery_sql copy_grants apply_grants ' +
      'get_grant_sql get_revoke_sql list_relations_without_caching get_columns_in_relation ' +
      'get_catalog get_relations collect_freshness',
    builtIn,
  ),
  ...words(
    'load_csv_rows create_csv_table reset_csv_table get_csv_sql get_batch_size get_binding_char ' +
      'get_seed_column_quoted_csv',
    seeds,
  ),
  ...words('persist_docs alter_column_comment alter_relation_comment', comments),
  ...words(
    'get_incremental_append_sql get_incremental_delete_insert_sql ' +
      'get_incremental_merge_sql get_incremental_insert_overwrite_sql ' +
      'get_incremental_microbatch_sql get_incremental_default_sql get_merge_sql ' +
      'get_delete_insert_merge_sql get_insert_overwrite_merge_sql incremental_validate_on_schema_change ' +
      'snapshot_merge_sql build_snapshot_table build_snapshot_staging_table snapshot_get_time ' +
      'snapshot_hash_arguments snapshot_string_as_time post_snapshot snapshot_staging_table',
    full,
  ),
]);

/** The hint for a macro that dbt would call by itself; undefined for one that only the project calls. */
export function unsupportedMacro(name: string, projectName: string): string | undefined {
  const [, bare = name] = /^(?:default|duckdb)__(.+)$/.exec(name) ?? [];
  const own = bare.startsWith(`${projectName}__`) ? bare.slice(projectName.length + 2) : bare;
  return unsupportedMacros.get(own)?.replace('NAME', own.replace(/^test_/, ''));
}
