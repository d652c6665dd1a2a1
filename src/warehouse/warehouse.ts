import type { CrmError } from '../base/errors/crm-error.ts';
import type { RelationKind } from '../dialect/materializations/materialization.ts';
import type { Relation } from '../dialect/names/relation.ts';
import type { Connection } from '../engine/engine.ts';
import type { Manifest } from '../graph/manifest.ts';
import type { AttachedStamps } from '../load/input-stamp.ts';
import type { CatalogObject } from './catalog-object.ts';
import type { WithheldRelation } from './withheld-relation.ts';

/** What a kind of warehouse can promise. */
export interface Capabilities {
  /** A build replaces the published one in one step, of which no reader sees a half. */
  readonly publishesAtomically: boolean;
  /** Readers are not held up by a build, nor a build by readers. */
  readonly readsWhileBuilding: boolean;
  /** What other programs made next to the project's relations is carried from build to build. */
  readonly carriesForeign: boolean;
}

/** Connections next to what is published: what they make ends with the warehouse. */
export interface Session {
  readonly connection: Connection;
  /** Opens a further connection; it is closed with the warehouse. */
  connect(): Promise<Connection>;
  /** Threads that the database works with. */
  readonly threads: number;
  /** Functions that only the runner's sessions know, by name. */
  readonly functions: ReadonlySet<string>;
  /** The other databases that sources may read, as they were when the session was opened. */
  readonly attached: AttachedStamps;
}

/** Something that a project made, with what was known when it was made. */
export interface OwnedObject extends CatalogObject {
  readonly project: string;
  /** The node that it is of; undefined for what hooks made, and for schemas. */
  readonly uniqueId: string | undefined;
  /** Digest of the code, config, parameters and seeds that it was made from. */
  readonly fingerprint: string | undefined;
  /** Where the rows of a source came from. */
  readonly origin: string | undefined;
}

/** What is published, as it concerns one project. */
export interface PublishedState {
  /** Tables and views, by `schema.name`; those of others too. */
  readonly relations: ReadonlyMap<string, RelationKind>;
  /** What the project made and is there still. */
  readonly own: readonly OwnedObject[];
  /** What others made. */
  readonly foreign: readonly CatalogObject[];
  /** What the project's last build left out. */
  readonly withheld: readonly WithheldRelation[];
  /** True for a table of which the published build has no row. */
  readonly isEmpty: (object: CatalogObject) => boolean;
}

/** Nothing is published yet. */
export const nothingPublished: PublishedState = {
  relations: new Map(),
  own: [],
  foreign: [],
  withheld: [],
  isEmpty: () => false,
};

/** The project that a build is for. */
export interface Claimant {
  readonly manifest: Manifest;
  /** Takes over what no crm-run has made. */
  readonly adopt: boolean;
}

/** Where a plan runs: the published build, or one that is being made. */
export interface Place {
  readonly state: PublishedState;
  /** Has a connection of the session work here; the session's own one does already. */
  use(connection: Connection): Promise<void>;
  /** Tables and views that are here by now, by `schema.name`. */
  relations(): Promise<Map<string, RelationKind>>;
  /** Rows of the largest table that is here, as the database estimates them. */
  largestTable(): Promise<number>;
  /**
   * Notes where the statements of a connection go. The function that comes back puts the connection
   * there again, and gives an error for what had changed.
   */
  pin(connection: Connection): Promise<() => Promise<CrmError | undefined>>;
}

/** The published build, open for reading. */
export interface Reading extends Place {
  readonly connection: Connection;
}

/** How a build begins. */
export interface BeginOptions extends Claimant {
  /** Seconds to wait for whoever builds now; 0 gives up at once, Infinity never does. */
  readonly wait: number;
  readonly signal: AbortSignal;
  /** The id of this process, which is named to others. */
  readonly processId: number;
  readonly now: () => Date;
  /** Called when it starts to wait for a holder, once each. */
  readonly onWaiting: (holder: string) => void;
}

/** What a build is going to make. */
export interface BuildScope {
  /** True where relations that are not made anew are retained. */
  readonly partial: boolean;
  /** Schemas that the relations are made in. */
  readonly schemas: readonly string[];
}

/** A relation that a build has made. */
export interface MadeRelation {
  readonly relation: Relation;
  readonly kind: RelationKind;
  /** Rows that were written; undefined where that is not known. */
  readonly rows: number | undefined;
}

/** What is known of a build that is to be published. */
export interface FinishedBuild {
  readonly version: string;
  /** The relations that the steps made and that are not withheld. */
  readonly made: readonly MadeRelation[];
  /** True where hooks ran, which may change more than the steps say. */
  readonly hasHooks: boolean;
  /** What the build leaves out. */
  readonly withheld: readonly WithheldRelation[];
  /** What is to be known of the relation of a node, by `relationKey`; others keep what was known. */
  readonly facts: ReadonlyMap<string, Pick<OwnedObject, 'uniqueId' | 'fingerprint' | 'origin'>>;
}

/** A build that has replaced the published one. */
export interface PublishedBuild {
  /** Size in bytes. */
  readonly bytes: number;
  /** What failed after readers saw the new build, which changes nothing of that. */
  readonly warnings: readonly CrmError[];
}

/**
 * A build that has begun: nobody else builds until it is published or abandoned, and what is
 * published stays as `state` says.
 */
export interface Build extends Place {
  /** What others made and is carried over. */
  readonly carried: readonly CatalogObject[];
  /** Relations of the project that no node stands for any more. */
  readonly gone: readonly CatalogObject[];
  /** Makes the place of the build, which the session's connection then uses. Throws CrmErrors. */
  start(scope: BuildScope): Promise<void>;
  /** Replaces the published build. Throws CrmError; nothing has changed for readers then. */
  publish(finished: FinishedBuild): Promise<PublishedBuild>;
  /** Ends the build, whatever it came to; what was not published is removed. */
  abandon(): Promise<void>;
}

/** An opened warehouse of a project. */
export interface Warehouse {
  readonly session: Session;
  /** What in the names of a project cannot be had there. */
  nameProblems(manifest: Manifest): readonly CrmError[];
  /** Why a hook may not run, with its place in `sql`; undefined where nothing speaks against it. */
  hookProblem(sql: string): CrmError | undefined;
  /**
   * What is published; empty before the first build. Throws CrmErrors where the claimant may not
   * build there.
   */
  state(claimant: Claimant): Promise<PublishedState>;
  /** Opens what is published. Throws CrmError `warehouse-missing` before the first build. */
  read(): Promise<Reading>;
  /** Begins a build. Throws CrmError `warehouse-locked`, or CrmErrors where it may not be made. */
  begin(options: BeginOptions): Promise<Build>;
  close(): Promise<void>;
}

/** Housekeeping of a warehouse, without a session. */
export interface WarehouseUpkeep {
  /** Size and time of what is published; undefined before the first build. */
  published(): Promise<{ readonly bytes: number; readonly at: Date } | undefined>;
  /** The files that hold it, those of a build that was killed too. */
  readonly files: readonly string[];
  /** True where a build has been, so that there is something to hold. */
  isUsed(): Promise<boolean>;
  /** Runs `action` while nobody builds. Throws CrmError `warehouse-locked`. */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
}
