import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectTemplate } from '../../src/cli/actions/init/project-template.ts';
import { jsonSchemas } from '../../src/project/json-schemas.ts';

const run = promisify(execFile);

it('an npm package of crm-run contains the files that the program reads', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  const paths = new Set(packed?.files.map(file => file.path));
  const template = [...(await projectTemplate('shop', '/tmp/x')).keys()].map(
    path => `assets/init-project/${path.replace(/^\./, '')}`,
  );
  const schemas = Object.keys(jsonSchemas).map(name => `dist/schemas/${name}`);
  const expected = [
    'dist/cli/main.js',
    'package.json',
    'assets/vader/lexicon.tsv',
    ...schemas,
    ...template,
  ];
  expect(expected.filter(path => !paths.has(path))).toEqual([]);
  expect([...paths].filter(path => /^(src|tests|models)\//.test(path))).toEqual([]);
});
