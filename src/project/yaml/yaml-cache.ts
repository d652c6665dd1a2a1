import { hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { CrmError } from '../../base/errors/crm-error.ts';
import { writeSmallFile } from '../../base/files/write-file.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';

/** Reads YAML as `parseYaml` does, where it can from what an earlier run kept. */
export interface YamlReader {
  parse(file: string, text: string, errors: CrmError[]): ParsedYaml;
  /** Keeps what was parsed, for the next run. */
  save(): void;
}

/** Reads every file anew. */
export const plainYamlReader: YamlReader = { parse: parseYaml, save: () => {} };

/** What the file of a cache holds: files without errors, by a digest of path and text. */
interface Kept {
  readonly stamp: string;
  readonly parsed: ReadonlyMap<string, ParsedYaml>;
}

/**
 * Keeps parsed files in `cacheFile`; parsing takes most of the time in which a project is read.
 * Another `stamp`, which distinguishes one build of this program from another, finds nothing there. A
 * cache that cannot be read or written costs time and nothing else, so neither is an error.
 */
export function cachedYamlReader(
  cacheFile: string,
  stamp: string,
  parse: YamlReader['parse'] = parseYaml,
): YamlReader {
  const kept = readKept(cacheFile, stamp);
  const used = new Map<string, ParsedYaml>();
  let isNew = false;
  return {
    parse(file, text, errors) {
      const key = hash('sha256', `${file}\0${text}`);
      const known = kept.get(key);
      const found: CrmError[] = [];
      const parsed = known ?? parse(file, text, found);
      errors.push(...found);
      if (found.length === 0) used.set(key, parsed);
      isNew ||= known === undefined && found.length === 0;
      return parsed;
    },
    save() {
      if (isNew || used.size !== kept.size) writeKept(cacheFile, { stamp, parsed: used });
    },
  };
}

function readKept(cacheFile: string, stamp: string): Kept['parsed'] {
  try {
    const kept = deserialize(readFileSync(cacheFile)) as Kept;
    if (kept.stamp === stamp) return kept.parsed;
  } catch {
    // not there, or written by another version of Node
  }
  return new Map();
}

function writeKept(cacheFile: string, kept: Kept): void {
  try {
    mkdirSync(dirname(cacheFile), { recursive: true });
    writeSmallFile(cacheFile, serialize(kept));
  } catch {
    // whoever writes artifacts to this directory is reported
  }
}
