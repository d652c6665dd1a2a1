import { DuckDBInstance } from '@duckdb/node-api';
import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
import { quoteIdentifier, quoteLiteral } from '../../dialect/names/relation.ts';
import { fileLiteral } from '../../dialect/statements/path-literal.ts';
import { settingProblem } from '../../dialect/statements/setting-range.ts';
import type { Connection, Engine } from '../engine.ts';
import type { ScalarFunction } from '../scalar-function.ts';
import { toCrmError } from './database-error.ts';
import { DuckDbConnection } from './duckdb-connection.ts';
import { registerFunction } from './register-function.ts';

export interface EngineOptions {
  /** A DuckDB file; in memory unless given. */
  readonly path?: string | undefined;
  /** Settings of the target, such as threads and memory_limit. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** How the person knows the settings, for errors: `targets.dev.settings`. */
  readonly settingsKey?: string | undefined;
  /** Where a person wrote the settings, by name. */
  readonly settingLocations?: Readonly<Record<string, SourceLocation>> | undefined;
  /** Directory for what does not fit in memory; without one, DuckDB's own choice for `path`. */
  readonly tempDirectory?: string | undefined;
  readonly readOnly?: boolean | undefined;
}

/** What every engine runs with: the same on every machine, and nothing from the network. */
const fixedConfig: Readonly<Record<string, string>> = {
  errors_as_json: 'true',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Run once an engine is open; they need what the ICU extension registers. */
const fixedSettings = [
  "set global timezone = 'UTC'",
  "set global calendar = 'gregorian'",
  "set global default_collation = ''",
];

/** Per connection: progress is counted, but never drawn by the database. */
const connectionSettings = [
  'set enable_progress_bar = true',
  'set enable_progress_bar_print = false',
];

/** Settings that the results of a build lean on, with why they cannot be changed. */
const reservedSettings: ReadonlyMap<string, string> = new Map([
  ['errors_as_json', 'the runner reads errors as JSON'],
  ['timezone', 'sessions run in UTC so that a build is the same on every machine'],
  ['calendar', 'sessions use the Gregorian calendar so that a build is the same everywhere'],
  ['default_collation', 'text compares byte by byte so that a build is the same everywhere'],
  ['enable_progress_bar', 'the runner shows progress itself'],
  ['enable_progress_bar_print', 'the runner shows progress itself'],
  ['access_mode', 'the runner decides how a file is opened'],
]);

/**
 * Opens DuckDB. Throws CrmErrors with every setting that is unknown or refused, before anything
 * runs, and CrmError when the file cannot be opened.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const path = options.path ?? ':memory:';
  const config = { ...fixedConfig };
  if (options.readOnly === true) config.access_mode = 'READ_ONLY';
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(path, config);
  } catch (error) {
    throw toCrmError(error);
  }
  try {
    const { version, threads } = await configure(instance, options);
    const functions = new Map<string, ScalarFunction>();
    return {
      version,
      threads,
      functions,
      connect: () => connect(instance),
      registerFunction: async definition => {
        const connection = await instance.connect();
        registerFunction(connection, definition);
        connection.closeSync();
        functions.set(definition.name, definition);
      },
      close: () => instance.closeSync(),
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function configure(
  instance: DuckDBInstance,
  options: EngineOptions,
): Promise<Pick<Engine, 'version' | 'threads'>> {
  const connection = await connect(instance);
  try {
    for (const statement of fixedSettings) await connection.run(statement);
    if (options.tempDirectory !== undefined) {
      await connection.run(`set global temp_directory = ${fileLiteral(options.tempDirectory)}`);
    }
    const errors: CrmError[] = [];
    for (const [name, value] of Object.entries(options.settings)) {
      const key = `${options.settingsKey ?? 'settings'}.${name}`;
      const error = await applySetting(connection, key, name, value);
      if (error !== undefined) {
        errors.push(error.with({ location: options.settingLocations?.[name] }));
      }
    }
    if (errors.length > 0) throw new CrmErrors(errors);
    const { rows } = await connection.query("select version(), current_setting('threads')");
    const [version, threads] = rows[0] ?? [];
    return { version: String(version), threads: Number(threads) };
  } finally {
    connection.close();
  }
}

async function applySetting(
  connection: Connection,
  key: string,
  name: string,
  value: string | number | boolean,
): Promise<CrmError | undefined> {
  const reserved = reservedSettings.get(name.toLowerCase());
  if (reserved !== undefined) {
    return new CrmError('invalid-value', {
      reason: `${key} cannot be set: ${reserved}`,
      hint: 'remove the line',
    });
  }
  const problem = settingProblem(name, value);
  if (problem !== undefined) return new CrmError('invalid-value', { reason: `${key} ${problem}` });
  const text = typeof value === 'string' ? quoteLiteral(value) : String(value);
  try {
    await connection.run(`set global ${quoteIdentifier(name)} = ${text}`);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof CrmError)) throw cause;
    if (/unrecognized configuration parameter/.test(cause.message)) {
      return new CrmError(
        'unknown-key',
        { key: name, reason: `${key}: DuckDB has no setting '${name}'`, hint: cause.hint },
        { cause },
      );
    }
    const reason = cause.message.replace(/^Failed to cast value: /, '');
    return new CrmError(
      'invalid-value',
      { reason: `${key} cannot be ${JSON.stringify(value)}: ${reason}` },
      { cause },
    );
  }
}

async function connect(instance: DuckDBInstance): Promise<Connection> {
  try {
    const connection = new DuckDbConnection(await instance.connect());
    for (const statement of connectionSettings) await connection.run(statement);
    return connection;
  } catch (error) {
    throw toCrmError(error);
  }
}
