import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stampFile } from '../../../src/base/files/file-stamp.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { load, minimal, type ProjectFiles, printError, writeProject } from './write-project.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => Buffer.from(part as string)));

const somewhere: ProjectFiles = { 'models/a.sql': 'select 1', 'seeds/b.csv': 'x' };
const paths = (text: string): ProjectFiles => ({
  ...somewhere,
  'crm_project.yml': `${minimal}${text}\n`,
});

/** What is wrong, the files, and all errors that they give. */
const mistakes: [string, ProjectFiles, string[]][] = [
  [
    'a directory that is not there',
    paths('model-paths: [modles]'),
    [
      `crm_project.yml:4:15 file-unreadable: the directory 'modles' does not exist
did you mean 'models'?`,
    ],
  ],
  [
    'a directory like no other',
    paths('macro-paths: [macros]'),
    [
      `crm_project.yml:4:15 file-unreadable: the directory 'macros' does not exist
create it, or take it out of the list`,
    ],
  ],
  [
    'the project directory itself',
    paths('model-paths: [.]'),
    [`crm_project.yml:4:15 invalid-value: the directory '.' is the project directory itself`],
  ],
  [
    'a directory outside',
    paths('seed-paths: [../seeds]'),
    [
      `crm_project.yml:4:14 invalid-value: the directory '../seeds' lies outside of the project
write a path below crm_project.yml`,
    ],
  ],
  [
    'an absolute directory',
    paths('seed-paths: [/seeds]'),
    [
      `crm_project.yml:4:14 invalid-value: the directory '/seeds' lies outside of the project
write a path below crm_project.yml`,
    ],
  ],
  [
    'a directory inside of another',
    paths('model-paths: [models]\nmacro-paths: [models/macros]'),
    [
      `crm_project.yml:5:15 invalid-value: the directory 'models/macros' overlaps with 'models', so its files would be read twice`,
    ],
  ],
  ['a directory twice', paths('model-paths: [models, ./models/]'), []],
  [
    'Latin 1',
    { 'models/a.sql': bytes('-- ä\nselect ', [0xe9], ' as x') },
    [
      `models/a.sql:2:8 file-encoding: models/a.sql is not valid UTF-8: byte 0xe9 does not belong there
save the file as UTF-8`,
    ],
  ],
  [
    'Latin 1 in YAML',
    { 'models/a.yml': bytes([0xef, 0xbb, 0xbf], '# ', [0xfc, 0x62]) },
    [
      `models/a.yml:1:3 file-encoding: models/a.yml is not valid UTF-8: byte 0xfc does not belong there
save the file as UTF-8`,
    ],
  ],
  [
    'a character cut off',
    { 'models/a.sql': bytes('select 1 -- ', [0xe2, 0x82]) },
    [
      `models/a.sql:1:13 file-encoding: models/a.sql is not valid UTF-8: byte 0xe2 does not belong there
save the file as UTF-8`,
    ],
  ],
  [
    'an overlong character',
    { 'models/a.sql': bytes([0xc0, 0x80]) },
    [
      `models/a.sql:1:1 file-encoding: models/a.sql is not valid UTF-8: byte 0xc0 does not belong there
save the file as UTF-8`,
    ],
  ],
  [
    'half of a pair',
    { 'models/a.sql': bytes('😀', [0xed, 0xa0, 0x80]) },
    [
      `models/a.sql:1:3 file-encoding: models/a.sql is not valid UTF-8: byte 0xed does not belong there
save the file as UTF-8`,
    ],
  ],
  [
    'UTF-16',
    { 'models/a.sql': bytes([0xff, 0xfe, 0x41, 0x00]) },
    [
      `models/a.sql:1:1 file-encoding: models/a.sql is UTF-16 text, not UTF-8
save the file as UTF-8`,
    ],
  ],
  [
    'UTF-16 in crm_project.yml',
    { 'crm_project.yml': bytes([0xfe, 0xff, 0x00, 0x41]) },
    [
      `crm_project.yml:1:1 file-encoding: crm_project.yml is UTF-16 text, not UTF-8
save the file as UTF-8`,
    ],
  ],
  [
    'two broken files at once',
    {
      'crm_project.yml': `${minimal}nme: x\n`,
      'models/a.yml': 'models: [',
      'models/b.yml': 'x: 1',
    },
    [
      `crm_project.yml:4:1 unknown-key: crm_project.yml has no key 'nme'
did you mean 'name'?`,
      `models/a.yml:1:10 yaml-syntax: a bracket is not closed
look for the missing ] or }`,
      `models/b.yml:1:1 unknown-key: a property file has no key 'x'
the keys are version, models, seeds, sources, macros, data_tests, unit_tests, exposures, groups, parameters`,
    ],
  ],
];

describe('an error in the files', () => {
  it.each(mistakes)('%s', (_, files, expected) => {
    const { errors } = load(files);
    expect(errors.map(printError)).toEqual(expected);
  });

  it('names every directory and file that cannot be read', () => {
    const root = writeProject({ 'models/closed/a.sql': '', 'models/b.sql': '' });
    symlinkSync('nowhere.sql', join(root, 'models/c.sql'));
    symlinkSync('d.sql', join(root, 'models/d.sql'));
    if (process.getuid?.() !== 0) chmodSync(join(root, 'models/closed'), 0);
    const { errors } = loadProject({ projectDir: root, env: {} });
    chmodSync(join(root, 'models/closed'), 0o755);
    const expected = [
      'models/c.sql:1:1 file-unreadable: cannot read models/c.sql: it does not exist',
      'models/d.sql:1:1 file-unreadable: cannot read models/d.sql: symbolic links lead in a circle',
    ];
    const closed =
      'models/closed:1:1 file-unreadable: cannot read models/closed: permission denied';
    const all = process.getuid?.() === 0 ? expected : [expected[0], closed, expected[1]];
    expect(errors.map(printError)).toEqual(all);
  });

  it('is reported when crm_project.yml is a directory', () => {
    const root = writeProject({});
    mkdirSync(join(root, 'inner/crm_project.yml'), { recursive: true });
    const { errors } = loadProject({ projectDir: join(root, 'inner'), env: {} });
    expect(errors.map(printError)).toEqual([
      'crm_project.yml:1:1 file-unreadable: cannot read crm_project.yml: it is a directory',
    ]);
  });
});

describe('the files of a project', () => {
  it('are sorted into what they are, by code units and without dot-directories', () => {
    const { project, errors } = load({
      'models/b.sql': '',
      'models/a/z.sql': '',
      'models/B.sql': '',
      'models/.hidden/x.sql': '',
      'models/.x.sql': '',
      'models/notes.md': '',
      'models/_m.yaml': 'version: 2',
      'macros/m.sql': '',
      'seeds/s.csv': 'a\n1\n',
      'seeds/_s.yml': '',
      'tests/t.sql': '',
      'tests/generic/g.sql': '',
      'tests/fixtures/f.sql': '',
      'tests/fixtures/f.yml': 'not: read',
    });
    expect(errors.map(printError)).toEqual([]);
    const names = (files: readonly { path: string }[]) => files.map(({ path }) => path);
    const { models, macros, singularTests, genericTests, seeds, properties } = project.files;
    expect(names(models)).toEqual(['models/B.sql', 'models/a/z.sql', 'models/b.sql']);
    expect(names(macros)).toEqual(['macros/m.sql']);
    expect(names(singularTests)).toEqual(['tests/t.sql']);
    expect(names(genericTests)).toEqual(['tests/generic/g.sql']);
    expect(properties).toEqual(['models/_m.yaml', 'seeds/_s.yml']);
    expect(seeds).toEqual([
      {
        path: 'seeds/s.csv',
        root: 'seeds',
        file: join(project.root, 'seeds/s.csv'),
        checksum: createHash('sha256').update('a\n1\n').digest('hex'),
        stamp: stampFile(join(project.root, 'seeds/s.csv')),
      },
    ]);
  });

  it('have LF line ends and no byte order mark', () => {
    const { project } = load({ 'models/a.sql': '\uFEFFselect 1,\r\n  2\r\n' });
    expect(project.files.models[0]?.text).toBe('select 1,\n  2\n');
  });

  it('come through symbolic links, but not round in a circle', () => {
    const root = writeProject({ 'models/a/x.sql': '', 'models/b/y.sql': '' });
    symlinkSync('../b', join(root, 'models/a/b'));
    symlinkSync('../a', join(root, 'models/b/a'));
    symlinkSync('..', join(root, 'models/up'));
    symlinkSync('.', join(root, 'models/self'));
    const { project, errors } = loadProject({ projectDir: root, env: {} });
    expect(errors).toEqual([]);
    expect(project.files.models.map(({ path }) => path)).toEqual([
      'models/a/b/y.sql',
      'models/a/x.sql',
      'models/b/a/x.sql',
      'models/b/y.sql',
    ]);
  });
});

describe('names of files', () => {
  it('may be written in either Unicode form, and stay as they are', () => {
    const files = { 'models/caf\u00e9.sql': 'select 1', 'models/the\u0301.sql': 'select 2' };
    const { project, errors } = load(files);
    expect(errors).toEqual([]);
    const names = project.files.models.map(({ path }) => path);
    expect(names.map(name => name.normalize('NFC'))).toEqual([
      'models/caf\u00e9.sql',
      'models/th\u00e9.sql',
    ]);
  });

  it.runIf(process.platform === 'linux')('that are not UTF-8 are reported to be so', () => {
    const root = writeProject({ 'models/a.sql': 'select 1' });
    const directory = Buffer.from(join(root, 'models/bad'));
    writeFileSync(Buffer.concat([directory, Buffer.from([0xff]), Buffer.from('.sql')]), 'select 1');
    const { errors } = loadProject({ projectDir: root, env: {} });
    expect(errors.map(printError)).toEqual([
      `models/bad\uFFFD.sql:1:1 file-unreadable: cannot read models/bad\uFFFD.sql: its name is not UTF-8\nrename it`,
    ]);
  });
});

describe('a directory without a project', () => {
  it('is an error with the way to make one', () => {
    expect(() => loadProject({ projectDir: '/', env: {} })).toThrow(
      expect.objectContaining({
        code: 'no-project',
        message: 'there is no crm_project.yml in / or above',
        hint: "run 'crm-run init' to make one, or name its directory with --project-dir",
      }),
    );
  });

  it('is not looked for above a directory that does not exist', () => {
    const directory = join(writeProject({}), 'none');
    expect(() => loadProject({ projectDir: directory, env: {} })).toThrow(
      `the directory ${directory} does not exist`,
    );
  });

  it('may lie below one', () => {
    const root = writeProject({ 'models/a/x.sql': '' });
    const { project } = loadProject({ projectDir: join(root, 'models/a'), env: {} });
    expect(project.root).toBe(root);
  });
});
