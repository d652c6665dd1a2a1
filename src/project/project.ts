import type { CrmError } from '../base/errors/crm-error.ts';
import type { Located, SourceLocation } from '../base/errors/source-location.ts';
import type { FileState } from '../base/files/file-stamp.ts';
import type { Json, JsonObject } from '../base/text/json.ts';
import type { Parameter, VarSetting } from './parameters/parameter.ts';
import type { YamlMap } from './yaml/yaml-value.ts';

/** A place to build in. */
export interface Target {
  readonly name: string;
  readonly type: 'duckdb';
  /** Absolute path of the published DuckDB file. */
  readonly path: string;
  /** Schema of nodes without one of their own. */
  readonly schema: string;
  /** DuckDB settings such as threads and memory_limit. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Where the values of the settings stand, by name. */
  readonly settingLocations: Readonly<Record<string, SourceLocation>>;
  /** True where builds of other raw data may replace the published one. */
  readonly rawPathChanges: boolean;
  /** Vars that hold for builds in this target. */
  readonly vars?: YamlMap | undefined;
  /** Other DuckDB files that sources may name as their `database`; absolute paths. */
  readonly attach: readonly { readonly alias: string; readonly path: string }[];
}

/** A text file of the project, line ends normalised to LF. */
export interface TextFile {
  /** Relative to the project root, forward slashes. */
  readonly path: string;
  /** The directory of the *-paths key that it was found under, relative to the root. */
  readonly root: string;
  readonly text: string;
}

/** A seed; its rows are read when it is loaded. */
export interface SeedFile {
  readonly path: string;
  readonly root: string;
  /** Absolute path. */
  readonly file: string;
  /** SHA-256 of the content, hex. */
  readonly checksum: string;
  /** The state of the file before its checksum was taken. */
  readonly stamp: FileState;
}

/** A config value as written; strings may hold Jinja that the template room renders. */
export type ConfigEntries = ReadonlyMap<string, Located<Json>>;

/** `- unique`, `- unique: {...}`, `- name: …, test_name: …` below data_tests. */
export interface DataTestProperties {
  /** The name of the generic test. */
  readonly test: Located<string>;
  /** A name of its own, where given. */
  readonly name: string | undefined;
  readonly description: string;
  /** Arguments of the test, config keys taken out. */
  readonly arguments: ReadonlyMap<string, Located<Json>>;
  readonly config: ConfigEntries;
}

export interface ColumnProperties {
  /** The name itself, without the double quotes that it may be written in. */
  readonly name: Located<string>;
  /** dbt's `quote`: true for a name that is always quoted, false for text that is as it is. */
  readonly quote: boolean | undefined;
  readonly description: string;
  readonly dataType: Located<string> | undefined;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly dataTests: readonly DataTestProperties[];
}

/** What YAML says of a model, a seed or (without columns) a macro or singular test. */
export interface NodeProperties {
  readonly kind: 'model' | 'seed' | 'macro' | 'data_test';
  readonly name: Located<string>;
  readonly description: string;
  readonly columns: readonly ColumnProperties[];
  readonly dataTests: readonly DataTestProperties[];
  /** `config:` together with the keys that dbt also takes next to it (tags, meta, docs). */
  readonly config: ConfigEntries;
  /** Arguments of a macro, for the documentation. */
  readonly arguments: readonly {
    readonly name: string;
    readonly type?: string;
    readonly description: string;
  }[];
}

export interface SourceTableProperties {
  readonly sourceName: string;
  readonly sourceDescription: string;
  readonly name: Located<string>;
  readonly identifier: string;
  readonly description: string;
  /** Schema that the table is loaded into; the source's name unless given. */
  readonly schema: string;
  /** Alias of an attached database to read the table from, instead of external_location. */
  readonly database: Located<string> | undefined;
  /** Unrendered: `{{ var() }}` and `{name}` are still in it. */
  readonly externalLocation: Located<string> | undefined;
  readonly columns: readonly ColumnProperties[];
  readonly dataTests: readonly DataTestProperties[];
  readonly meta: JsonObject;
  readonly tags: readonly string[];
}

/** Rows of a unit test: dicts, CSV text, SQL text, or a fixture file. */
export interface UnitTestRows {
  readonly format: 'dict' | 'csv' | 'sql';
  /** Dicts for `dict`; the text for `csv` and `sql`. */
  readonly rows: readonly Readonly<Record<string, Json>>[] | string;
  readonly location: SourceLocation;
  /** Where every row of dicts stands, and its values by column. */
  readonly places?: readonly RowPlace[];
}

export interface RowPlace {
  readonly location: SourceLocation;
  readonly values: Readonly<Record<string, SourceLocation>>;
}

export interface UnitTestProperties {
  readonly name: Located<string>;
  readonly model: Located<string>;
  readonly description: string;
  /** `input` is the text `ref('x')` or `source('a', 'b')`. */
  readonly given: readonly { readonly input: Located<string>; readonly rows: UnitTestRows }[];
  readonly expect: UnitTestRows;
  readonly overrides: {
    readonly vars: JsonObject;
    readonly macros: JsonObject;
    readonly envVars: Readonly<Record<string, string>>;
  };
  readonly config: ConfigEntries;
}

export interface ExposureProperties {
  readonly name: Located<string>;
  readonly label: string | undefined;
  readonly type: string;
  readonly description: string;
  readonly url: string | undefined;
  readonly maturity: string | undefined;
  readonly owner: JsonObject;
  /** Texts `ref('x')` or `source('a', 'b')`. */
  readonly dependsOn: readonly Located<string>[];
  readonly meta: JsonObject;
  readonly tags: readonly string[];
}

/** Models, seeds and data tests that belong together. */
export interface GroupProperties {
  readonly name: Located<string>;
  readonly description: string;
  readonly owner: JsonObject;
  readonly meta: JsonObject;
  /** True where a failure in it keeps only the group and what depends on it from being published. */
  readonly withholds: boolean;
}

/** All that was read of a project, as plain data. */
export interface Project {
  /** Absolute path of the directory of crm_project.yml. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  readonly configFile: string;
  readonly target: Target;
  /** Vars of the project, those given on the command line on top. */
  readonly vars: JsonObject;
  /** The same vars, with where each was set. */
  readonly varSettings: ReadonlyMap<string, VarSetting>;
  /** The vars that property files declare. */
  readonly parameters: readonly Parameter[];
  readonly paths: {
    readonly models: readonly string[];
    readonly seeds: readonly string[];
    readonly macros: readonly string[];
    readonly tests: readonly string[];
  };
  readonly onRunStart: readonly Located<string>[];
  readonly onRunEnd: readonly Located<string>[];
  readonly files: {
    readonly models: readonly TextFile[];
    readonly macros: readonly TextFile[];
    readonly singularTests: readonly TextFile[];
    /** SQL files of a test path's `generic/` directory. */
    readonly genericTests: readonly TextFile[];
    readonly seeds: readonly SeedFile[];
    /** Property YAML, for watching; already read into the lists below. */
    readonly properties: readonly string[];
  };
  readonly properties: readonly NodeProperties[];
  readonly sources: readonly SourceTableProperties[];
  readonly unitTests: readonly UnitTestProperties[];
  readonly exposures: readonly ExposureProperties[];
  readonly groups: readonly GroupProperties[];
  /**
   * Config of crm_project.yml for a node, nearest directory last so that later entries win; `fqn` is
   * the project name, the directories below the model path, and the node's name.
   */
  directoryConfig(
    kind: 'models' | 'seeds' | 'data_tests' | 'unit_tests',
    fqn: readonly string[],
  ): readonly ConfigEntries[];
}

/** A project and all that is wrong with its files. With errors, `project` holds what could be read. */
export interface LoadedProject {
  readonly project: Project;
  readonly errors: readonly CrmError[];
}
