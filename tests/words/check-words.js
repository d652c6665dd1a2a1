// Part of npm run lint: prints refused words with their place and ends with 1 where there are any.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findWords } from './plain-words.js';

const places = ['src', 'docs', 'models', 'macros', 'seeds', 'tests', 'bench', 'README.md'];
const more = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'crm_project.yml'];
const texts = /\.(?:ts|md|sql|yml)$/;
/** Texts of customers, whose words are data, and these rules themselves. */
const data =
  /one_a_month|sentiment|contacts\/texts|unit_tests|tests\/words|plain-words|CONTRIBUTING|RESULTS\.md/;

/** @param {string} place */
function filesOf(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).map(name => join(place, name));
}

/**
 * The text of a file; of SQL the comments alone, since its literals are values of tables.
 * @param {string} file
 */
function proseOf(file) {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.sql')) return text;
  const comments = [...text.matchAll(/\{#[\s\S]*?#\}|--[^\n]*/g)];
  let prose = text.replace(/[^\n]/g, ' ');
  for (const { 0: comment, index } of comments) {
    prose = prose.slice(0, index) + comment + prose.slice(index + comment.length);
  }
  return prose;
}

const found = [...places, ...more]
  .flatMap(filesOf)
  .filter(file => texts.test(file) && !data.test(file.replaceAll('\\', '/')))
  .flatMap(file => findWords(proseOf(file)).map(each => ({ file, ...each })));
for (const { file, line, column, word, instead } of found) {
  process.stderr.write(`${file}:${line}:${column}: '${word}': write ${instead}\n`);
}
process.exitCode = found.length === 0 ? 0 : 1;
