import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CrmError } from '../../../src/base/errors/crm-error.ts';
import { formatLocation } from '../../../src/base/errors/source-location.ts';
import { type LoadProjectOptions, loadProject } from '../../../src/project/load-project.ts';

/** Files of a project by path. */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>;

/** The least that loads without an error. */
export const minimal = 'name: shop\ntargets:\n  dev: {type: duckdb, path: shop.duckdb}\n';

/** Writes a project into a new directory, gone after the test; `minimal` unless it has its own file. */
export function writeProject(files: ProjectFiles): string {
  const root = mkdtempSync(join(tmpdir(), 'crm-run-project-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries({ 'crm_project.yml': minimal, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Writes a project and loads it. */
export function load(files: ProjectFiles, options: Partial<LoadProjectOptions> = {}) {
  return loadProject({ projectDir: writeProject(files), env: {}, ...options });
}

/** An error as one text: place, code, message, and the hint in a second line. */
export function printError({ location, code, message, hint }: CrmError): string {
  const place = location === undefined ? '' : `${formatLocation(location)} `;
  return `${place}${code}: ${message}${hint === undefined ? '' : `\n${hint}`}`;
}
