import { access } from 'node:fs/promises';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import { knownErrors } from '../../base/errors/known-errors.ts';
import { quoteIdentifier } from '../../dialect/names/relation.ts';
import { databaseLiteral } from '../../dialect/statements/path-literal.ts';
import type { Connection, Engine } from '../../engine/engine.ts';
import { type InputStamp, stampDatabase } from '../../load/input-stamp.ts';
import type { Project } from '../../project/project.ts';
import type { Session } from '../warehouse.ts';

/** A session of DuckDB in memory. */
export interface MemorySession extends Session {
  /** True when the target's settings say where to put what does not fit into memory. */
  readonly hasOwnTemp: boolean;
  close(): void;
}

/** Opens an engine in memory with the settings of a target. */
export type OpenEngine = (options: {
  readonly settings: Project['target']['settings'];
  readonly settingsKey: string;
  readonly settingLocations?: Project['target']['settingLocations'];
}) => Promise<Engine>;

/**
 * Opens an engine in memory with the settings of the project's target, and attaches the files that
 * its sources may read. Throws CrmErrors with all that is wrong with the settings and the files.
 */
export async function openSession(
  project: Project,
  openEngine: OpenEngine,
): Promise<MemorySession> {
  const { name, settings, settingLocations, attach } = project.target;
  const settingsKey = `targets.${name}.settings`;
  const engine = await openEngine({ settings, settingsKey, settingLocations });
  try {
    const connection = await engine.connect();
    const errors: CrmError[] = [];
    const attached = new Map<string, readonly InputStamp[]>();
    for (const file of attach) {
      attached.set(file.alias.toLowerCase(), stampDatabase(file.path));
      const error = await attachFile(connection, file.alias, file.path);
      if (error !== undefined) errors.push(error);
    }
    if (errors.length > 0) throw new CrmErrors(errors);
    const further: Connection[] = [];
    const connect = async () => {
      const opened = await engine.connect();
      further.push(opened);
      return opened;
    };
    const hasOwnTemp = Object.keys(settings).some(key => key.toLowerCase() === 'temp_directory');
    const close = () => {
      for (const opened of [...further, connection]) opened.close();
      engine.close();
    };
    const functions = new Set(engine.functions.keys());
    const { threads } = engine;
    return { connection, connect, threads, functions, hasOwnTemp, attached, close };
  } catch (error) {
    engine.close();
    throw error;
  }
}

async function attachFile(
  connection: Connection,
  alias: string,
  path: string,
): Promise<CrmError | undefined> {
  try {
    await access(path);
  } catch (cause) {
    return new CrmError(
      'missing-file',
      { path, reason: `${path}, attached as ${alias}, does not exist` },
      { cause },
    );
  }
  try {
    const name = quoteIdentifier(alias);
    await connection.run(`attach ${databaseLiteral(path)} as ${name} (type duckdb, read_only)`);
    return undefined;
  } catch (error) {
    const [told] = knownErrors(error);
    return told
      ?.withReason(`${path}, attached as ${alias}, cannot be opened: ${told?.message}`)
      .with({ cause: error });
  }
}
