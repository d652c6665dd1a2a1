import type { JsonObject } from '../base/text/json.ts';
import type { MappedSql } from '../base/text/mapped-sql.ts';
import type { ModelNode, Node, SeedNode, SourceNode } from './node.ts';

/** How ref() and source() find what they name; the graph provides it. */
export interface Resolver {
  ref(name: string): ModelNode | SeedNode | undefined;
  source(sourceName: string, tableName: string): SourceNode | undefined;
}

/** For unit tests and fingerprints: other inputs, vars, macros and environment for one rendering. */
export interface CompileOverrides {
  /** SQL text to stand for the relation of a node, by unique id. */
  readonly relations?: ReadonlyMap<string, string>;
  readonly vars?: JsonObject;
  /** Values that a macro is to return, by its name. */
  readonly macros?: JsonObject;
  readonly envVars?: Readonly<Record<string, string>>;
  /** Stands for the moment at which the run began; nothing is logged then. */
  readonly runStartedAt?: Date;
}

/** SQL of an ad-hoc query and the unique ids of what it reads. */
export interface InlineQuery {
  readonly sql: MappedSql;
  readonly dependsOn: readonly string[];
}

/** Renders nodes to SQL, every ref and source replaced by its relation. */
export interface Compiler {
  /**
   * The SQL of a model, singular or generic test, or hook. Ephemeral models that it reads are put
   * in front of it as common table expressions. Throws CrmError with the place in the template.
   */
  compile(node: Node, overrides?: CompileOverrides): MappedSql;
  /** Renders a query that is in no file; errors name the file as `<inline>`. */
  compileInline(text: string): InlineQuery;
}
