import type { MappedSql } from '../base/text/mapped-sql.ts';
import type { Relation } from '../dialect/names/relation.ts';
import type {
  HookNode,
  ModelNode,
  SeedNode,
  SourceNode,
  TestNode,
  UnitTestNode,
} from '../nodes/node.ts';
import type { DataTestSql } from './tests/data-test-sql.ts';

/** What every step has. Steps are plain data, in an order in which each can run. */
interface StepBase {
  readonly uniqueId: string;
  /**
   * Steps of this plan that must not have failed or been skipped before this one runs: the node's
   * ancestors and, in a build, the tests of error severity on them.
   */
  readonly after: readonly string[];
}

/** Reads a file or an attached table into a typed table of the build. */
export interface LoadStep extends StepBase {
  readonly kind: 'source' | 'seed';
  readonly node: SourceNode | SeedNode;
  readonly relation: Relation;
  /** Drops the relation of that name which a partial build has retained. */
  readonly drop: MappedSql | undefined;
  /**
   * Creates the table from the file. Undefined before the dry compile has read the header, and for a
   * file that the database can read only from a cleaned copy.
   */
  readonly statement: MappedSql | undefined;
}

/** Creates a table or view. */
export interface ModelStep extends StepBase {
  readonly kind: 'model';
  readonly node: ModelNode;
  readonly relation: Relation;
  /** The model's own SELECT. */
  readonly select: MappedSql;
  /** What its materialization sends, in order; the last one makes the relation. */
  readonly statements: readonly MappedSql[];
}

/** Runs a data test: its rows are the failures. */
export interface TestStep extends StepBase {
  readonly kind: 'test';
  readonly node: TestNode;
  readonly select: MappedSql;
  readonly sql: DataTestSql;
}

/** An input of a unit test: what the model reads, and the name that the given rows take its place by. */
export interface UnitTestInput {
  readonly uniqueId: string;
  readonly alias: string;
  readonly given: UnitTestNode['given'][number];
}

/** Two queries with the same columns, whose rows are to be the same in any order. */
export interface UnitTestSql {
  readonly actual: MappedSql;
  readonly expected: MappedSql;
  readonly columns: readonly string[];
}

/** Runs a model's SQL on given rows and compares what comes out; unitTestSql writes the queries. */
export interface UnitTestStep extends StepBase {
  readonly kind: 'unit_test';
  readonly node: UnitTestNode;
  readonly model: ModelNode;
  /** The model's SELECT with the overrides of the test, reading the aliases of the inputs. */
  readonly select: MappedSql;
  readonly inputs: readonly UnitTestInput[];
  /** Undefined before the dry compile has found the types. */
  readonly sql: UnitTestSql | undefined;
}

export interface HookStep extends StepBase {
  readonly kind: 'operation';
  readonly node: HookNode;
  readonly statement: MappedSql;
}

export type Step = LoadStep | ModelStep | TestStep | UnitTestStep | HookStep;

/** Which kinds of nodes a command runs. */
export type PlanScope = 'build' | 'run' | 'seed' | 'test';

/** What a command is going to do. */
export interface Plan {
  readonly scope: PlanScope;
  readonly steps: readonly Step[];
  /** Schemas that the steps create relations in, sorted. */
  readonly schemas: readonly string[];
  /** True when the steps leave relations out that the published build should keep. */
  readonly partial: boolean;
}
