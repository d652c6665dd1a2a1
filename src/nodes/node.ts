import type { SourceLocation, TraceFrame } from '../base/errors/source-location.ts';
import type { FileState } from '../base/files/file-stamp.ts';
import type { Json, JsonObject } from '../base/text/json.ts';
import type { Relation } from '../dialect/names/relation.ts';
import type { UnitTestRows } from '../project/project.ts';

/** A call of ref() or source() and where it is. */
export interface RefCall {
  readonly name: string;
  readonly location: SourceLocation;
  readonly trace: readonly TraceFrame[];
}
export interface SourceCall {
  readonly sourceName: string;
  readonly tableName: string;
  readonly location: SourceLocation;
  readonly trace: readonly TraceFrame[];
}

/** What every node has; names follow dbt's manifest in camelCase. */
export interface NodeBase {
  /** `model.crm.kpis`, `source.crm.raw.customers`, `test.crm.unique_…`, as in dbt. */
  readonly uniqueId: string;
  readonly name: string;
  /** The name of its files in target/, where its name would give those of another node too. */
  readonly fileName?: string | undefined;
  readonly packageName: string;
  /** Relative to the directory of the *-paths key. */
  readonly path: string;
  /** Relative to the project root. */
  readonly originalFilePath: string;
  readonly fqn: readonly string[];
  readonly tags: readonly string[];
  readonly description: string;
  readonly meta: JsonObject;
  readonly enabled: boolean;
  /** Where it is declared. */
  readonly location: SourceLocation;
  /** The resolved config, for the artifacts. */
  readonly config: JsonObject;
  /** What was set of it, Jinja of directories and YAML as written. */
  readonly unrenderedConfig: JsonObject;
  /** The YAML file that describes a file of its own, relative to the project root. */
  readonly patchFile: string | undefined;
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  /** Models, seeds and data tests only: the group that its config names. */
  readonly group?: string | undefined;
  /** Names of the macros that rendering it called. */
  readonly macros: readonly string[];
  /** SHA-256 of its text or file, hex. */
  readonly checksum: string;
  /** The text as written; empty for sources, seeds and exposures. */
  readonly rawCode: string;
}

export interface ColumnInfo {
  readonly name: string;
  /** dbt's `quote`, where it is given. */
  readonly quote?: boolean | undefined;
  readonly description: string;
  readonly dataType: string | undefined;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly location: SourceLocation;
}

export interface ModelNode extends NodeBase {
  readonly resourceType: 'model';
  /** The name of its materialization. */
  readonly materialized: string;
  readonly relation: Relation;
  readonly columns: readonly ColumnInfo[];
  readonly contract: { readonly enforced: boolean };
}

export interface SeedNode extends NodeBase {
  readonly resourceType: 'seed';
  readonly relation: Relation;
  readonly columns: readonly ColumnInfo[];
  /** Absolute path of the CSV file. */
  readonly file: string;
  /** The state of the file before its checksum was taken. */
  readonly stamp: FileState;
  readonly columnTypes: Readonly<Record<string, string>>;
  readonly delimiter: string;
}

/** A column that a source declares; one without a data type is read as varchar. */
export interface SourceColumn extends ColumnInfo {
  /** True when the file may lack it; it is then NULL throughout. */
  readonly optional: boolean;
  /** Zone that dates and timestamps are brought to; set only for timestamp columns. */
  readonly timeZone: string | undefined;
}

export interface SourceNode extends NodeBase {
  readonly resourceType: 'source';
  readonly sourceName: string;
  readonly sourceDescription: string;
  readonly identifier: string;
  readonly relation: Relation;
  readonly columns: readonly SourceColumn[];
  /** True when the whole table may be absent; it is then empty. From `meta: {optional: true}`. */
  readonly optional: boolean;
  /** A file as written by the person (relative to the project root), or a table of an attached database. */
  readonly origin:
    | { readonly kind: 'file'; readonly path: string; readonly file: string }
    | { readonly kind: 'table'; readonly database: string; readonly relation: Relation };
}

export type Severity = 'error' | 'warn';

export interface TestNode extends NodeBase {
  readonly resourceType: 'test';
  readonly testType: 'generic' | 'singular';
  readonly severity: Severity;
  /** Conditions on the failure count, such as `> 10`; both `!= 0` unless set. */
  readonly warnIf: string;
  readonly errorIf: string;
  /** Aggregate that counts the failures; `count(*)` unless set. */
  readonly failCalc: string;
  readonly limit: number | undefined;
  /** Generic tests only: what they are attached to. */
  readonly attachedNode: string | undefined;
  readonly columnName: string | undefined;
  readonly testMetadata:
    | { readonly name: string; readonly arguments: Readonly<Record<string, Json>> }
    | undefined;
}

export interface UnitTestNode extends NodeBase {
  readonly resourceType: 'unit_test';
  /** Name of the model under test; it is also in `refs`. */
  readonly model: string;
  readonly given: readonly {
    readonly input:
      | { readonly kind: 'ref'; readonly name: string }
      | { readonly kind: 'source'; readonly sourceName: string; readonly tableName: string };
    readonly rows: UnitTestRows;
    readonly location: SourceLocation;
  }[];
  readonly expect: UnitTestRows;
  readonly overrides: {
    readonly vars: JsonObject;
    readonly macros: JsonObject;
    readonly envVars: Readonly<Record<string, string>>;
  };
}

/** A statement of on-run-start or on-run-end. */
export interface HookNode extends NodeBase {
  readonly resourceType: 'operation';
  readonly when: 'on-run-start' | 'on-run-end';
  readonly index: number;
}

export interface ExposureNode extends NodeBase {
  readonly resourceType: 'exposure';
  readonly label: string | undefined;
  readonly type: string;
  readonly url: string | undefined;
  readonly maturity: string | undefined;
  readonly owner: JsonObject;
}

export type Node =
  | ModelNode
  | SeedNode
  | SourceNode
  | TestNode
  | UnitTestNode
  | HookNode
  | ExposureNode;
export type ResourceType = Node['resourceType'];

/** Nodes that belong together, and what a failure among them means for the build. */
export interface GroupInfo {
  readonly uniqueId: string;
  readonly name: string;
  readonly description: string;
  readonly owner: JsonObject;
  readonly meta: JsonObject;
  /** True where a failure keeps only the group and what depends on it from being published. */
  readonly withholds: boolean;
  readonly originalFilePath: string;
}

/** A macro, for the artifacts. */
export interface MacroInfo {
  readonly uniqueId: string;
  readonly name: string;
  readonly originalFilePath: string;
  readonly macroSql: string;
  /** The YAML file that describes it. */
  readonly patchFile: string | undefined;
  readonly description: string;
  readonly location: SourceLocation;
}
