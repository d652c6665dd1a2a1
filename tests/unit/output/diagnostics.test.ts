import { describe, expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import {
  type DiagnosticOptions,
  formatDiagnosticLines,
  formatDiagnostics,
} from '../../../src/output/errors/diagnostics.ts';
import { colorStyle, plainStyle } from '../../../src/output/text/style.ts';
import { formatLogErrors } from '../../../src/output/views/json-log.ts';

const files: Record<string, string> = {
  'models/kpis.sql': "select *\n\tfrom {{ ref('m_feilds') }}\n",
  'models/letters.sql': "select '日本é😀', wrong\n",
  'models/wide.sql': `select ${'a, '.repeat(60)}wrong from t\n`,
};

files['raw/mixed.csv'] = 'id,n\r1,2\r\n3,4\n4,x\r5,6';

const options: DiagnosticOptions = {
  style: plainStyle,
  readSource: file => files[file],
  showPath: file => `here/${file}`,
};

const unknownRef = new CrmError(
  'unknown-ref',
  { node: "model 'kpis'", name: 'm_feilds', nearest: 'm_fields' },
  {
    location: { file: 'models/kpis.sql', line: 2, column: 10 },
    trace: [
      { what: 'macro outer', location: { file: 'models/kpis.sql', line: 9, column: 3 } },
      { what: 'macro inner', location: { file: 'macros/outer.sql', line: 1, column: 5 } },
    ],
  },
);
const noPlace = new CrmError('disk-full', { reason: 'there is no space left' });
const first = new CrmError(
  'unknown-key',
  { key: 'x', reason: 'unknown key materialised\nin the config' },
  { location: { file: 'crm_project.yml', line: 12, column: 5 } },
);

describe('diagnostics', () => {
  it('count lines of all kinds of line ends, as the places of raw files do', () => {
    const location = { file: 'raw/mixed.csv', line: 4, column: 3 };
    expect(
      formatDiagnostics(
        [new CrmError('bad-value', { reason: 'no number' }, { location })],
        options,
      ),
    ).toEqual(['error[bad-value]: no number', ' --> here/raw/mixed.csv:4:3', '4 | 4,x', '  |   ^']);
  });

  it('put the caret below its character, also behind letters of two cells', () => {
    const location = { file: 'models/letters.sql', line: 1, column: 17 };
    const lines = formatDiagnostics(
      [new CrmError('sql-binder', { reason: 'no wrong' }, { location })],
      options,
    );
    // 日, 本 and 😀 take two cells each, and the last one is two UTF-16 units
    expect(lines.slice(2)).toEqual(["1 | select '日本é😀', wrong", `  | ${' '.repeat(18)}^`]);
  });

  it('say of a step what it is, and count no option as a file', () => {
    const location = { file: '--select', line: 1, column: 1 };
    const at = { file: 'models/b.sql', line: 1, column: 1 };
    const trace = [{ kind: 'step', what: "read by model 'b'", location: at }] as const;
    const error = new CrmError('sql-conversion', { reason: 'no number' }, { location, trace });
    expect(formatDiagnosticLines([error, error], options)).toEqual([
      "here/--select:1:1: error[sql-conversion]: no number (read by model 'b' at here/models/b.sql:1:1; 2 times)",
      '2 errors.',
    ]);
  });

  it('read each file once, however many errors it has', () => {
    let reads = 0;
    const errors = Array.from({ length: 50 }, (_, at) => {
      const location = { file: 'models/kpis.sql', line: 1, column: 1 };
      return new CrmError('unknown-key', { key: 'x', reason: `no ${at}` }, { location });
    });
    const readSource = (file: string) => {
      reads += 1;
      return files[file];
    };
    expect(formatDiagnostics(errors, { ...options, readSource })).toContain('1 | select *');
    expect(reads).toBe(1);
  });

  it('show the ends of a long way alone', () => {
    const location = { file: 'models/b.sql', line: 1, column: 1 };
    const trace = Array.from({ length: 200 }, (_, at) => ({
      what: `macro m${at}`,
      location: { ...location, line: at + 1 },
    }));
    const error = new CrmError('template-limit', { reason: 'too deep' }, { location, trace });
    expect(formatDiagnosticLines([error], options)).toEqual([
      'here/models/b.sql:1:1: error[template-limit]: too deep (' +
        'in macro m199, called at here/models/b.sql:200:1; ' +
        'in macro m198, called at here/models/b.sql:199:1; ' +
        'in macro m197, called at here/models/b.sql:198:1; ' +
        '… 195 more steps; ' +
        'in macro m1, called at here/models/b.sql:2:1; ' +
        'in macro m0, called at here/models/b.sql:1:1)',
    ]);
  });

  it('show reason, place, line with caret, the way from the inside out, and hint', () => {
    expect(formatDiagnostics([unknownRef], options)).toEqual([
      "error[unknown-ref]: model 'kpis' refers to 'm_feilds', which is neither a model nor a seed",
      ' --> here/models/kpis.sql:2:10',
      "2 | \tfrom {{ ref('m_feilds') }}",
      '  | \t        ^',
      '  in macro inner, called at here/macros/outer.sql:1:5',
      '  in macro outer, called at here/models/kpis.sql:9:3',
      "hint: did you mean 'm_fields'?",
    ]);
  });

  it('are sorted by file and place, those without one last, and counted', () => {
    expect(formatDiagnostics([noPlace, unknownRef, first], options)).toEqual([
      'error[unknown-key]: unknown key materialised',
      '  in the config',
      ' --> here/crm_project.yml:12:5',
      '',
      ...formatDiagnostics([unknownRef], options),
      '',
      'error[disk-full]: there is no space left',
      '',
      '3 errors in 2 files.',
    ]);
  });

  it('are one line each in a pipe', () => {
    expect(formatDiagnosticLines([unknownRef, first], options)).toEqual([
      'here/crm_project.yml:12:5: error[unknown-key]: unknown key materialised in the config',
      "here/models/kpis.sql:2:10: error[unknown-ref]: model 'kpis' refers to 'm_feilds', which is neither a model nor a seed " +
        '(in macro inner, called at here/macros/outer.sql:1:5; ' +
        "in macro outer, called at here/models/kpis.sql:9:3; hint: did you mean 'm_fields'?)",
      '2 errors in 2 files.',
    ]);
    expect(formatDiagnosticLines([noPlace], { ...options, severity: 'warning' })).toEqual([
      'warning[disk-full]: there is no space left',
    ]);
    const several = formatDiagnosticLines([noPlace, noPlace], { ...options, severity: 'warning' });
    expect(several.at(-1)).toBe('2 warnings.');
  });

  it('cut a line that is too long to read around the place', () => {
    const location = { file: 'models/wide.sql', line: 1, column: 188 };
    const lines = formatDiagnostics(
      [new CrmError('sql-binder', { reason: 'no column' }, { location })],
      options,
    );
    expect(lines[2]).toMatch(/^1 \| ….{60}wrong from t$/);
    expect(lines[3]?.indexOf('^')).toBe(lines[2]?.indexOf('wrong'));
  });

  it('use colours only where the style has them', () => {
    expect(formatDiagnostics([noPlace], options).join('')).not.toContain('\u001b');
    expect(formatDiagnostics([noPlace], { ...options, style: colorStyle }).join('')).toContain(
      colorStyle.red('error[disk-full]'),
    );
  });

  it('are data in a JSON log', () => {
    const context = { invocationId: 'abc', now: () => new Date('2026-04-30T12:00:00Z') };
    const [line = ''] = formatLogErrors([unknownRef], options, context);
    expect(JSON.parse(line)).toEqual({
      info: {
        name: 'MainEncounteredError',
        level: 'error',
        msg: formatDiagnosticLines([unknownRef], options)[0],
        ts: '2026-04-30T12:00:00.000Z',
        invocation_id: 'abc',
      },
      data: {
        code: 'unknown-ref',
        reason: "model 'kpis' refers to 'm_feilds', which is neither a model nor a seed",
        payload: { node: "model 'kpis'", name: 'm_feilds', nearest: 'm_fields' },
        location: { file: 'models/kpis.sql', line: 2, column: 10 },
        hint: "did you mean 'm_fields'?",
        trace: unknownRef.trace,
      },
    });
  });
});
