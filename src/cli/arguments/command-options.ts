import type { IndirectSelection } from '../../graph/select-nodes.ts';
import type { ResourceType } from '../../nodes/node.ts';

/** Options of every command. */
export interface OutputOptions {
  readonly quiet?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
  readonly logFormat: 'text' | 'json';
}

/** Options of every command that reads the files of a project. */
export interface PlaceOptions extends OutputOptions {
  readonly projectDir?: string;
  readonly target?: string;
}

/** Options of every command that renders the templates of a project. */
export interface ProjectOptions extends PlaceOptions {
  readonly vars?: string;
}

export interface SelectionOptions {
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Which tests come along with what is selected. */
export interface TestSelectionOptions {
  readonly indirectSelection?: IndirectSelection;
}

export interface RunOptions extends ProjectOptions, SelectionOptions, TestSelectionOptions {
  readonly failFast?: boolean;
  readonly dryRun?: boolean;
  /** Seconds; true where none are given. */
  readonly wait?: number | true;
  readonly adopt?: boolean;
  readonly replaceSources?: boolean;
  readonly verbose?: boolean;
}

export interface ListOptions extends ProjectOptions, SelectionOptions, TestSelectionOptions {
  readonly output: 'name' | 'path' | 'selector' | 'json';
  readonly resourceType?: readonly (ResourceType | 'var')[];
}

export interface VarsOptions extends ProjectOptions {
  readonly output: 'table' | 'json' | 'yaml';
}

export interface CompileOptions extends ProjectOptions, SelectionOptions {
  readonly inline?: string;
}

export interface ShowOptions extends ProjectOptions {
  readonly inline?: string;
  readonly select?: string;
  readonly limit: number;
  readonly output: 'table' | 'csv' | 'json';
  readonly safe?: boolean;
}

export interface CleanOptions extends PlaceOptions {
  readonly warehouse?: boolean;
  readonly force?: boolean;
}

export interface SynthOptions extends OutputOptions {
  readonly customers: number;
  readonly months: number;
  readonly seed: number;
  readonly out: string;
  readonly format: 'csv' | 'parquet';
  readonly startMonth?: string;
  readonly endMonth?: string;
}

/** Whose thresholds `calibrate` proposes. */
export type CalibrateSubject = 'tiers' | 'lifecycle';

export interface CalibrateOptions extends ProjectOptions {
  readonly month?: string;
  readonly write?: boolean;
}
