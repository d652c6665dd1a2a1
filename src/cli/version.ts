import { readFileSync, statSync } from 'node:fs';

/** The version in the package's own package.json. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Tells this build of crm-run from others: its version, and when it was compiled. */
export function buildStamp(): string {
  return `${readVersion()} ${statSync(new URL(import.meta.url)).mtimeMs}`;
}
