import fc from 'fast-check';

const nines = '9'.repeat(400);

/** Texts of --select that are long, deep, hard to match, or make no sense. */
export const hostileSelectors: readonly string[] = [
  ...['*****x', `${'*'.repeat(10_000)}x`, `${'*a'.repeat(10_000)}`, `${'?*'.repeat(10_000)}x`],
  ...[
    `${'**/'.repeat(10_000)}x`,
    `models/${'**/*'.repeat(1000)}.sql`,
    `path:${'*/'.repeat(1000)}x`,
  ],
  ...[`tag:${'*a*'.repeat(1000)}b`, `${'[a-z]*'.repeat(5000)}`, `fqn:${'*.'.repeat(10_000)}x`],
  ...[
    '[',
    ']',
    '[]',
    '[!]',
    '[z-a]',
    '[a-',
    '[a-]',
    '[-a]',
    '[!-]',
    '[[]',
    '[]]',
    '[^a]',
    'a[b]c]',
  ],
  ...['tag:[', 'tag:[z-a]', 'path:models/[', 'models/[b-a].sql', '[\\]', '[\u{1f600}-\u{1f64f}]'],
  ...['[\u{1f64f}-\u{1f600}]', '\ud800', '[\ud800-\udfff]', '\u0000', '\u202ea', 'a\u2028b'],
  ...[`${nines}+x`, `x+${nines}`, `999999999+x+999999999`, `${nines}+*`, `@${nines}+x`],
  ...[
    '+',
    '++',
    '@',
    '@@a',
    '+@a',
    '@+a',
    'a@',
    'a+b',
    '+a++',
    '1+',
    '+1',
    '-1+a',
    '1.5+a',
    'a+-1',
  ],
  ...[',', 'a,', ',a', 'a,,b', ', ,', `${','.repeat(10_000)}`, `a${',a'.repeat(10_000)}`],
  ...[Array.from({ length: 2000 }, (_, at) => `nope${at}`).join(' ')],
  ...[Array.from({ length: 2000 }, (_, at) => `+kpi?${at}+`).join(' ')],
  ...[Array.from({ length: 2000 }, () => '+*+').join(' '), Array(2000).fill('@*').join(',')],
  ...['a'.repeat(1_000_000), 'a.'.repeat(100_000), `source:${'a.'.repeat(100_000)}`],
  ...[`config.${'a.'.repeat(100_000)}b:c`, 'config.:x', 'config.__proto__:x', 'config.tags:*'],
  ...[
    '__proto__:x',
    'constructor:x',
    'toString',
    'nope:x',
    ':x',
    'tag:',
    'a:b:c',
    'resource_type:x',
  ],
  ...['test_type:', 'state:modified', 'source_status:fresher+', 'result:error', '../..', '/', '//'],
];

const piece = fc.constantFrom(
  ...['*', '**', '?', '[', ']', '[a-z]', '[!x]', '+', '@', ',', ' ', '.', '/', ':', '-', '!', '9'],
  ...[
    'kpis',
    'tag:',
    'path:',
    'models',
    'stg_',
    'config.materialized:',
    'source:',
    'é',
    '\u{1f600}',
  ],
);

/** Random texts of --select out of the signs of the grammar. */
export const hostileSelector: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 12 })
  .map(pieces => pieces.join(''));
