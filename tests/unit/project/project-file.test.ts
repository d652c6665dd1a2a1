import { describe, expect, it } from 'vitest';
import { load, minimal, printError } from './write-project.ts';

const targets = 'targets:\n  dev: {type: duckdb, path: shop.duckdb}\n';

/** Ten times ten times … values, written in a few lines. */
const avalanche = Array.from({ length: 9 }, (_, level) => {
  const values = Array(10).fill(level === 0 ? 'x' : `*l${level - 1}`);
  return `  k${level}: &l${level} [${values.join(', ')}]\n`;
}).join('');

/** What is wrong, crm_project.yml, and all errors that it gives. */
const mistakes: [string, string, string[]][] = [
  [
    'a boolean of YAML 1.1',
    `${minimal}vars: {a: no, b: 'no', c: On}\n`,
    [
      `crm_project.yml:4:11 invalid-value: 'no' is text in YAML 1.2, but false in dbt
write false, or 'no' in quotes for text`,
      `crm_project.yml:4:27 invalid-value: 'On' is text in YAML 1.2, but true in dbt
write true, or 'On' in quotes for text`,
    ],
  ],
  [
    'an avalanche of aliases',
    `${minimal}vars:\n${avalanche}`,
    ['crm_project.yml:6:27 yaml-syntax: with its aliases, this file has more than 200000 values'],
  ],
  [
    'an unknown key',
    `${minimal}model-path: [models]\n`,
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml has no key 'model-path'
did you mean 'model-paths'?`,
    ],
  ],
  [
    'an unknown key that is like nothing',
    `${minimal}colour: blue\n`,
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml has no key 'colour'
the keys are name, version, config-version, model-paths, seed-paths, macro-paths, test-paths, vars, models, seeds, data_tests, tests, unit_tests, on-run-start, on-run-end, target, targets`,
    ],
  ],
  [
    'a key of dbt that is not supported',
    `${minimal}profile: shop\n`,
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml: dbt's key 'profile' is not supported here
put the target under 'targets' in this file`,
    ],
  ],
  [
    'a key in its old spelling',
    `${minimal}source-paths: [models]\n`,
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml has no key 'source-paths'
write 'model-paths', as dbt does since 1.0`,
    ],
  ],
  [
    'an underscore for a hyphen',
    `${minimal}on_run_start: select 1\n`,
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml has no key 'on_run_start'
did you mean 'on-run-start'?`,
    ],
  ],
  [
    'no name and no targets',
    'version: 1\n',
    [
      `crm_project.yml:1:1 missing-key: crm_project.yml needs the key 'name'`,
      `crm_project.yml:1:1 missing-key: crm_project.yml needs the key 'targets'`,
    ],
  ],
  [
    'an empty file',
    '# nothing yet\n',
    [
      `crm_project.yml:1:1 missing-key: crm_project.yml is empty
it needs at least the keys 'name' and 'targets'`,
    ],
  ],
  [
    'a list instead of a map',
    '- name: shop\n',
    ['crm_project.yml:1:1 wrong-type: crm_project.yml takes a map, but is a list'],
  ],
  [
    'a name that is not an identifier',
    `name: my-shop\n${targets}`,
    [
      `crm_project.yml:1:7 invalid-value: 'name' takes letters, digits and underscores, not 'my-shop'
write my_shop`,
    ],
  ],
  [
    'a name that is a number',
    `name: 2024\n${targets}`,
    [
      `crm_project.yml:1:7 wrong-type: 'name' takes text, but is the number 2024
put it in quotes: '2024'`,
    ],
  ],
  [
    'a name without a value',
    `name:\n${targets}`,
    [`crm_project.yml:1:1 wrong-type: 'name' has no value; it takes text`],
  ],
  [
    'a name with Jinja',
    `name: "{{ env_var('X') }}"\n${targets}`,
    [
      `crm_project.yml:1:7 template-unsupported: 'name' cannot hold Jinja
write the text itself`,
    ],
  ],
  [
    'another config-version',
    `${minimal}config-version: 1\n`,
    [`crm_project.yml:4:17 invalid-value: 'config-version' has to be 2`],
  ],
  [
    'text instead of a list of paths',
    `${minimal}model-paths: models\n`,
    [
      `crm_project.yml:4:14 wrong-type: 'model-paths' takes a list, but is the text 'models'
write [models], or one entry a line after '- '`,
    ],
  ],
  [
    'vars that are a list',
    `${minimal}vars: [a, b]\n`,
    [`crm_project.yml:4:7 wrong-type: 'vars' takes a map, but is a list`],
  ],
  [
    'a key twice',
    `name: shop\n${targets}name: store\n`,
    [
      `crm_project.yml:4:1 duplicate-name: the key 'name' appears here twice
it is first set at crm_project.yml:1:1`,
    ],
  ],
  [
    'both names of data_tests',
    `${minimal}data_tests: {}\ntests: {}\n`,
    [
      `crm_project.yml:5:1 duplicate-name: 'tests' is the old name of 'data_tests'; use one of the two`,
    ],
  ],
  [
    'Jinja without quotes',
    `${minimal}target: {{ env_var('T') }}\n`,
    [
      `crm_project.yml:4:9 yaml-syntax: a key has to be plain text
text with {{ … }} has to be in quotes`,
    ],
  ],
  [
    'text with a colon',
    `${minimal}on-run-start: select 'a: b' as c: d\n`,
    [
      `crm_project.yml:4:15 yaml-syntax: a map inside of a line
put quotes around text that has ': ' in it, or indent what belongs together`,
      `crm_project.yml:4:26 yaml-syntax: a map inside of a line
put quotes around text that has ': ' in it, or indent what belongs together`,
    ],
  ],
  [
    'a tab',
    `${minimal}vars:\n\ta: 1\n`,
    [
      `crm_project.yml:5:1 yaml-syntax: tabs are not allowed as indentation
YAML takes only spaces for indentation`,
    ],
  ],
  [
    'a bracket left open',
    `${minimal}vars: {a: [1, 2}\n`,
    [
      `crm_project.yml:4:16 yaml-syntax: a bracket is not closed
look for the missing ] or }`,
    ],
  ],
  [
    'brackets nested by the thousand, which no reader can follow',
    `${minimal}vars: {a: ${'['.repeat(20_000)}
`,
    [
      expect.stringMatching(
        /^crm_project.yml:4:\d+ yaml-syntax: brackets are nested too deeply\nwrite it/,
      ),
    ],
  ],
  [
    'two documents',
    `${minimal}---\nname: other\n`,
    [
      `crm_project.yml:4:1 yaml-syntax: a second document starts here
take the '---' out, or make it two files`,
    ],
  ],
  [
    'an alias of nothing',
    `${minimal}vars: {a: *b}\n`,
    [`crm_project.yml:4:11 yaml-syntax: no anchor '&b'`],
  ],
  [
    'an alias inside of its anchor',
    `${minimal}vars: &v {a: *v}\n`,
    [`crm_project.yml:4:14 yaml-syntax: the alias '*v' is inside its own anchor`],
  ],
  [
    'a merge of text',
    `${minimal}vars: {<<: text}\n`,
    [`crm_project.yml:4:8 yaml-syntax: '<<' takes a map or a list of maps`],
  ],
  [
    'a tag',
    `${minimal}vars: {a: !secret x}\n`,
    [
      `crm_project.yml:4:11 yaml-syntax: unresolved tag: !secret
put quotes around text that starts with !`,
    ],
  ],
  [
    'a number that does not fit',
    `${minimal}vars: {a: 12345678901234567890}\n`,
    [
      `crm_project.yml:4:11 invalid-value: 12345678901234567890 has too many digits
put it in quotes to keep it as written: '12345678901234567890'`,
    ],
  ],
  [
    'a number with a leading zero',
    `${minimal}vars: {a: 0012}\n`,
    [
      `crm_project.yml:4:11 invalid-value: 0012 would be read as the number 12
put it in quotes to keep it as written: '0012'`,
    ],
  ],
  [
    'a number that is none',
    `${minimal}vars: {a: .nan}\n`,
    [
      `crm_project.yml:4:11 invalid-value: .nan is not a finite number
put it in quotes to keep it as written: '.nan'`,
    ],
  ],
  [
    'a target of another type',
    'name: shop\ntargets: {dev: {type: postgres, path: x}}\n',
    [
      `crm_project.yml:2:23 invalid-value: 'type' takes duckdb; dbt's 'postgres' is not supported here
crm-run builds a DuckDB file`,
    ],
  ],
  [
    'a target without a path',
    'name: shop\ntargets:\n  dev:\n    type: duckdb\n',
    [`crm_project.yml:3:3 missing-key: a target needs the key 'path'`],
  ],
  [
    'a target in memory',
    "name: shop\ntargets: {dev: {type: duckdb, path: ':memory:'}}\n",
    [
      `crm_project.yml:2:37 invalid-value: the 'path' of a target has to be a file on this machine, not ':memory:'
for example warehouse/crm.duckdb`,
    ],
  ],
  [
    'a target far away',
    'name: shop\ntargets: {dev: {type: duckdb, path: s3://b/x.duckdb}}\n',
    [
      `crm_project.yml:2:37 invalid-value: the 'path' of a target has to be a file on this machine, not 's3://b/x.duckdb'
for example warehouse/crm.duckdb`,
    ],
  ],
  [
    'a target with a question mark in its path',
    'name: shop\ntargets: {dev: {type: duckdb, path: /w?h/x.duckdb}}\n',
    [
      `crm_project.yml:2:37 invalid-value: the 'path' of a target cannot be '/w?h/x.duckdb': it holds a '?', behind which DuckDB does not find the write-ahead log of a database
write a path without '?', an absolute one if the project's own directory has it`,
    ],
  ],
  [
    'a target that is text',
    'name: shop\ntargets: {dev: shop.duckdb}\n',
    [
      `crm_project.yml:2:16 wrong-type: the target 'dev' takes a map, but is the text 'shop.duckdb'`,
    ],
  ],
  [
    'no target at all',
    'name: shop\ntargets: {}\n',
    [`crm_project.yml:2:10 missing-key: 'targets' is empty`],
  ],
  [
    'a setting next to settings',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, threads: 4}}\n',
    [
      `crm_project.yml:2:40 unknown-key: a target has no key 'threads'
put it under 'settings'`,
    ],
  ],
  [
    'a setting that is a list',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, settings: {threads: [4]}}}\n',
    [
      `crm_project.yml:2:60 wrong-type: 'threads' of 'settings' takes text, a number, true or false, but is a list`,
    ],
  ],
  [
    'more threads than any machine has',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, settings: {Threads: 100000}}}\n',
    [
      `crm_project.yml:2:60 invalid-value: the setting 'Threads' has to be a whole number from 1 to 1024, not 100000`,
    ],
  ],
  [
    'a memory limit that is none',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, settings: {memory_limit: -5GB}}}\n',
    [
      `crm_project.yml:2:65 invalid-value: the setting 'memory_limit' has to be a size such as 8GB, not -5GB`,
    ],
  ],
  [
    'a number of threads that is none once its variable is read',
    `name: shop\ntargets: {dev: {type: duckdb, path: x, settings: {threads: "{{ env_var('NO_T', 'all') }}"}}}\n`,
    [
      `crm_project.yml:2:60 invalid-value: the setting 'threads' has to be a whole number from 1 to 1024, not all`,
    ],
  ],
  [
    'an unknown key of a target',
    'name: shop\ntargets: {dev: {type: duckdb, pth: x}}\n',
    [
      `crm_project.yml:2:31 unknown-key: a target has no key 'pth'
did you mean 'path'?`,
    ],
  ],
  [
    'a target that is not there',
    `${minimal}target: dve\n`,
    [
      `crm_project.yml:4:9 unknown-target: there is no target 'dve'
did you mean 'dev'?`,
    ],
  ],
  [
    'two targets and no choice',
    'name: shop\ntargets:\n  dev: {type: duckdb, path: a}\n  prod: {type: duckdb, path: b}\n',
    [
      `crm_project.yml:3:3 missing-key: with several targets, crm_project.yml needs the key 'target'
write target: dev`,
    ],
  ],
  [
    'a variable that is not set',
    `name: shop\ntargets:\n  dev: {type: duckdb, path: "{{ env_var('SHOP') }}"}\n`,
    [
      `crm_project.yml:3:29 unknown-env-var: the environment variable 'SHOP' is not set
set it, or give a default: {{ env_var('SHOP', '…') }}`,
    ],
  ],
  [
    'a macro in a target',
    `name: shop\ntargets:\n  dev: {type: duckdb, path: "{{ var('x') }}"}\n`,
    [
      `crm_project.yml:3:29 template-unsupported: a target can call env_var() and nothing else
write {{ env_var('NAME') }} or {{ env_var('NAME', 'default') }}`,
    ],
  ],
  [
    'a statement in a target',
    `name: shop\ntargets:\n  dev: {type: duckdb, path: "{% if x %}a{% endif %}"}\n`,
    [
      `crm_project.yml:3:29 template-unsupported: a target can call env_var() and nothing else
write {{ env_var('NAME') }} or {{ env_var('NAME', 'default') }}`,
    ],
  ],
  [
    'two databases of one alias',
    'name: shop\ntargets:\n  dev:\n    type: duckdb\n    path: x\n    attach:\n      - {path: a, alias: raw}\n      - {path: b, alias: RAW}\n',
    [`crm_project.yml:8:26 duplicate-name: two attached databases have the alias 'RAW'`],
  ],
  [
    'an attached database with an alias that builds use',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, attach: [{path: a, alias: __Previous}]}}\n',
    [
      `crm_project.yml:2:66 invalid-value: the alias '__Previous' is the name of a database that builds work with`,
    ],
  ],
  [
    'an attached database without an alias',
    'name: shop\ntargets: {dev: {type: duckdb, path: x, attach: [{path: a, as: raw}]}}\n',
    [
      `crm_project.yml:2:59 unknown-key: an entry of 'attach' has no key 'as'
the keys are path, alias`,
      `crm_project.yml:2:49 missing-key: an entry of 'attach' needs the key 'alias'`,
    ],
  ],
];

describe('an error in crm_project.yml', () => {
  it.each(mistakes)('%s', (_, text, expected) => {
    const { errors } = load({ 'crm_project.yml': text });
    expect(errors.map(printError)).toEqual(expected);
  });
});
