import type { CliResult } from '../support/run-cli.ts';

/** What a person would take from the output of a build. */
const saysPublished = /^Published /m;
const saysNotPublished = /Not published|stays as it was|previous build stays/;
const saysBug = /bug in crm-run|^\s+at .*[.]js:\d+|node:internal/m;

/** Errors that put the fault on the project or its data, which are sound in all trials. */
const blames =
  /error\[(bad-value|ragged-line|missing-column|missing-file|duplicate-column|file-encoding|data-test-failed|unit-test-failed|sql-[a-z-]+|yaml-syntax|unknown-[a-z-]+|template-[a-z]+|unattached-properties|contract-violated|warehouse-newer|dependency-cycle)\]/;

const advisesToDelete = /hint:.*\b(delete|remove it|move (it|the file) away)\b/;

/** Sentences that are false where the system failed, not the project, by what was published. */
export function falseSentences(
  { code, stdout, stderr }: CliResult,
  published: 'old' | 'new',
): readonly string[] {
  const text = `${stdout}\n${stderr}`;
  const found: string[] = [];
  const check = (isFalse: boolean, what: string) => {
    if (isFalse) found.push(what);
  };
  check(saysBug.test(text), 'says that it is a bug');
  check(published === 'old' && saysPublished.test(text), 'says published, and is not');
  check(published === 'new' && saysNotPublished.test(text), 'says not published, and is');
  check(published === 'old' && code === 0, 'exits 0, and nothing is published');
  check(published === 'new' && code === 2, 'exits 2, and the build is published');
  check(published === 'new' && !saysPublished.test(text) && code < 128, 'does not say published');
  const blame = blames.exec(text);
  check(blame !== null, `blames the project: ${blame?.[0]}`);
  check(advisesToDelete.test(text), 'advises to delete');
  check(code !== 0 && text.trim() === '', 'fails without a word');
  return found;
}
