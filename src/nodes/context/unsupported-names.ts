import { Undefined } from '../../jinja/values/value.ts';

const noQueries = 'a template renders before anything runs; put the query into a model';
const notThere = 'dbt has it, crm-run does not';

/** Names of dbt's and Jinja's context that are refused, each with what to do instead. */
const hints: Readonly<Record<string, string>> = {
  run_query: noQueries,
  statement: noQueries,
  load_result: noQueries,
  store_result: noQueries,
  is_incremental: 'every build is a full one; the materializations are view, table and ephemeral',
  modules: "'run_started_at' has strftime(); compute dates in SQL",
  print: 'use log(message, info=true)',
  caller: 'it is there in a macro that a call block calls',
  ...Object.fromEntries(
    (
      'api builtins column cycler database dbt_metadata_envs dbt_version doc docs flags fromyaml ' +
      'graph invocation_args_dict invocation_id joiner lipsum local_md5 metrics model schema ' +
      'selected_resources results set set_strict sql sql_header submit_python_job thread_id ' +
      'toyaml try_or_compiler_error zip_strict diff_of_two_dicts pre_hooks post_hooks schemas'
    )
      .split(' ')
      .map(name => [name, notThere]),
  ),
};

/** What a refused name is worth: an error that says so as soon as something is done with it. */
export function unsupportedName(name: string): Undefined | undefined {
  const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
  if (hint === undefined) return undefined;
  return new Undefined(`'${name}'`, { name, reason: 'unsupported', hint });
}
