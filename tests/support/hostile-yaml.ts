import fc from 'fast-check';

const many = 5_000;

const propertyFile = `version: 2
models:
  - name: orders
    description: "All orders, \\u00e9"
    config: {materialized: table, tags: [a, b]}
    columns:
      - name: id
        data_tests: [unique, {accepted_values: {values: [1, 2]}}]
sources:
  - name: raw
    tables:
      - name: t
        columns: [{name: x, data_type: integer}]
unit_tests:
  - name: adds
    model: orders
    given:
      - input: ref('x')
        rows:
          - {id: 1, amount: 1.5, day: "2024-01-01"}
    expect: {format: csv, rows: "id\\n1"}
`;

const projectFile = `name: shop
version: "1.0"
target: dev
targets:
  dev:
    type: duckdb
    path: warehouse/shop.duckdb
    settings: {threads: 4, memory_limit: 8GB}
vars: {start: "2024-01-01", list: [1, 2, {a: b}]}
models:
  shop: {staging: {+schema: staging}}
on-run-start: ["select 1"]
`;

/** Well-formed files, to be spoiled. */
export const soundYaml: readonly string[] = [propertyFile, projectFile];

/** YAML that is deep, huge, wrong or odd. */
const all: readonly string[] = [
  `a: &a [x]\n${Array.from({ length: 40 }, (_, at) => `${'b'.repeat(at + 1)}: &${'b'.repeat(at + 1)} [*${at === 0 ? 'a' : 'b'.repeat(at)}, *${at === 0 ? 'a' : 'b'.repeat(at)}]`).join('\n')}`,
  `a: &a0 {k: v}\n${Array.from({ length: 40 }, (_, at) => `m${at}: &a${at + 1} {x: *a${at}, y: *a${at}}`).join('\n')}`,
  `a: &a0 {k: v}\n${Array.from({ length: 2000 }, (_, at) => `m${at}: &a${at + 1} {x: *a${at}}`).join('\n')}`,
  `a: &a0 {k: v}\n${Array.from({ length: 2000 }, (_, at) => `m${at}: &a${at + 1} {<<: *a${at}, k${at}: 1}`).join('\n')}`,
  `a: &a ${'x'.repeat(1_000_000)}\nb: [${'*a, '.repeat(1000)}]`,
  ...[
    'a: &a [*a]',
    'a: &a {<<: *a}',
    'a: &a {b: *a}',
    '&a [*a]',
    '&a {<<: [*a, *a]}',
    '&a a: *a',
    '*a',
    'a: *a',
    '&a *a',
    'a: &a\nb: *a',
  ],
  ...[
    'a: &a 1\nb: &a 2\nc: *a',
    '<<: 1',
    '<<: [1]',
    '<<: {a: 1}',
    '<<: {a: 1}\n<<: {a: 2}',
    '<<:',
    '? <<\n: 1',
    '"<<": 1',
  ],
  ...['[', '{', '- ', '? ', ': '].flatMap(open => [
    open.repeat(many),
    `a: ${open.repeat(many)}`,
    open.repeat(200),
    open.repeat(90),
  ]),
  `${'['.repeat(many)}${']'.repeat(many)}`,
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `${'{a: '.repeat(many)}1${'}'.repeat(many)}`,
  `${'{a: '.repeat(300)}1${'}'.repeat(300)}`,
  Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}- a:`).join('\n'),
  `${'! '.repeat(many)}a`,
  `${'&a '.repeat(many)}a`,
  `${'!!str '.repeat(many)}a`,
  `models: ]\n${propertyFile}`,
  `${propertyFile}]\n${propertyFile}`,
  `${propertyFile}}\n${propertyFile}`,
  propertyFile.replace('[unique,', ']unique,'),
  propertyFile.replace('  - name: raw', '  ] - name: raw'),
  propertyFile.replace('tables:', 'tables: ]'),
  propertyFile.replace('"All', 'All"'),
  propertyFile.replace('\\u00e9"', '\\u00e9'),
  propertyFile.replace('config: {', 'config: {{'),
  propertyFile.replace('models:', '\tmodels:'),
  propertyFile.replaceAll('  ', '\t'),
  propertyFile.replaceAll('\n', '\r'),
  propertyFile.replaceAll('\n', '\r\n'),
  propertyFile.replaceAll('\n', '\u2028'),
  propertyFile.replaceAll('\n', '\u0085'),
  propertyFile.replaceAll(':', ''),
  propertyFile.replaceAll('-', ''),
  propertyFile.replaceAll(' ', '\u00a0'),
  `\ufeff${propertyFile}`,
  `\ufeff\ufeff${propertyFile}`,
  propertyFile.replace('orders', 'or\u0000ders'),
  '\u0000',
  '\u0007: \u001b',
  '\ud800: \udfff',
  '"\ud800": "\\ud800"',
  `${propertyFile}---\n${propertyFile}`,
  `---\n${propertyFile}---\n${propertyFile}...\n${propertyFile}`,
  '---\n---\n---\n',
  '--- a\n--- b\n',
  '...',
  '%YAML 1.1\n---\na: yes',
  '%YAML 9.9\n---\na: 1',
  '%TAG ! tag:x,2000:\n---\na: !x 1',
  '%FOO bar\n---\na: 1',
  '%'.repeat(many),
  ...[
    '!!binary "aGk="',
    '!!timestamp 2024-01-01',
    '!!set {a}',
    '!!omap [a: 1]',
    '!!pairs [a: 1]',
    '!!int "x"',
    '!!float x',
    '!!bool maybe',
    '!!null x',
    '!!str 1',
    '!!map []',
    '!!seq {}',
    '!foo bar',
    '!<tag:x> 1',
    '!!js/function "x"',
    '!!python/object:os.system x',
  ].flatMap(value => [value, `a: ${value}`, `${value}: a`]),
  ...[
    '1e999',
    '-1e999',
    '.inf',
    '.nan',
    '0x1F',
    '0o17',
    '0b11',
    '017',
    '1_000',
    '1:30',
    `${'9'.repeat(400)}`,
    `0x${'f'.repeat(400)}`,
    `1e${'9'.repeat(400)}`,
    `0.${'1'.repeat(many)}`,
    '+1',
    '1.',
    '.5',
    '~',
    'null',
    'Null',
    'yes',
    'NO',
    'on',
    '=',
    '2024-01-01',
    '!!',
    '&',
    '*',
    '|',
    '>',
    '%',
    '@',
    '`',
    '`a`',
    "'",
    '"',
    "'a",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\\UFFFFFFFF"',
    '|9\n a',
    '|0\n a',
    '>-+\n a',
    '|\n\ta',
    'a: b: c',
    'a: - b',
    '- a: b\n c: d',
    'a\nb: c',
    'a:b',
    ':',
    '? a',
    '? [a, b]\n: c',
    '? {a: b}\n: c',
    '[a, b]: c',
    '{a: b}: c',
    '1: a',
    'true: a',
    'null: a',
    '~: a',
    ': a',
    '"": a',
    '1.0: a',
    '1: a\n"1": b',
    'a: 1\na: 2',
    '{a: 1, a: 2}',
    '{a, b, c: }',
    '[,]',
    '{,}',
    '[a,,b]',
    '{a: b c: d}',
    '[a b, c: d]',
    '- - - a',
    '-\n-\n-',
    '#',
    '# a',
    'a #b',
    'a:#b',
    '',
    ' ',
    '\n',
    '\t',
    '\n\n\n- a\n b',
    '&a',
    '&a a: &a b',
    '- &a\n- *a',
  ].flatMap(text => [text, `a: ${text}`, `- ${text}`]),
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'then',
  ].flatMap(name => [
    `${name}: {a: 1}`,
    `models: [{name: x, ${name}: {polluted: true}}]`,
    `models: [{name: x, meta: {${name}: {polluted: true}}}]`,
    `models: [{name: ${name}, columns: [{name: ${name}, data_tests: [${name}]}]}]`,
    `name: shop\ntargets: {${name}: {type: duckdb, path: x, settings: {${name}: 1}}}\nvars: {${name}: {polluted: true}}\ntarget: ${name}`,
    `unit_tests: [{name: x, model: y, given: [], expect: {rows: [{${name}: {a: 1}}]}, overrides: {vars: {${name}: 1}, macros: {${name}: 1}, env_vars: {${name}: a}}}]`,
  ]),
  `models: ${'[{name: x}, '.repeat(many)}]`,
  `models: [${'{name: x}, '.repeat(many)}]`,
  `models:\n${'  - name: x\n'.repeat(many)}`,
  `models:\n${'  - nope: x\n'.repeat(many)}`,
  `models:\n${'  - ]\n'.repeat(1000)}`,
  `models:\n${'  - [\n'.repeat(1000)}`,
  `models:\n${'  - "\n'.repeat(1000)}`,
  `models:\n${'   - name: x\n  - name: y\n'.repeat(1000)}`,
  `${'a: *b\n'.repeat(1000)}`,
  `${'a: 1\n'.repeat(many)}`,
  Array.from({ length: many }, (_, at) => `key_${at}: 1`).join('\n'),
  Array.from({ length: many }, (_, at) => `- &a${at} 1`).join('\n'),
  `a: "${'\\n'.repeat(500_000)}"`,
  `a: |\n${'  x\n'.repeat(many)}`,
  `a: ${'x '.repeat(500_000)}`,
  `a: '${"''".repeat(500_000)}'`,
  `a: >\n${'  x\n\n'.repeat(many)}`,
  'a'.repeat(2_000_000),
  ' '.repeat(2_000_000),
  '\n'.repeat(199_999),
  '#'.repeat(2_000_000),
  '- '.repeat(90),
  `a: ${' '.repeat(500_000)}]`,
  `a:${'\n'.repeat(500_000)}]`,
];

/** YAML that is deep, wrong or odd. */
export const hostileYaml: readonly string[] = all.filter(({ length }) => length < 50_000);

/** YAML that is also long, and takes a second to read. */
export const longYaml: readonly string[] = all.filter(({ length }) => length >= 50_000);

const piece = fc.constantFrom(
  ...['[', ']', '{', '}', ':', ': ', ',', '-', '- ', '"', "'", '&a', '*a', '!', '|', '>', '#', '%'],
  ...[
    '<<: ',
    '? ',
    '\n',
    '\n  ',
    '\t',
    '\r',
    '@',
    '`',
    '---\n',
    '...\n',
    '\u0000',
    '\ufeff',
    'é',
    '1e9',
  ],
);

/** Well-formed YAML with some signs put in, taken out or written over. */
export const spoiledYaml: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...soundYaml),
    fc.array(fc.tuple(fc.nat(), fc.nat(6), piece), { minLength: 1, maxLength: 4 }),
  )
  .map(([sound, changes]) =>
    changes.reduce((text, [at, length, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + length);
    }, sound),
  );
