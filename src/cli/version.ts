import { readFileSync } from 'node:fs';
import { packageFile } from '../base/package-file.ts';

/** The version in the package's own package.json. */
export function readVersion(): string {
  const text = readFileSync(packageFile('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** A digest of the sources, which the build script puts in; nothing where they run as they are. */
declare const __SOURCES_DIGEST__: string | undefined;

/** Tells this build of crm-run from others; undefined for sources that run as they are. */
export function buildStamp(): string | undefined {
  return typeof __SOURCES_DIGEST__ === 'undefined' ? undefined : __SOURCES_DIGEST__;
}
