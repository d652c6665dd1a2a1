import type { JsonObject } from '../base/json.ts';

/** Where to look for a project and how to build it. */
export interface LoadProjectOptions {
  /** The project's folder, or one below it. */
  readonly projectDir: string;
  /** The target to build in, instead of the project's own choice. */
  readonly targetName?: string | undefined;
  /** Vars of the command line; they win over those of the project. */
  readonly vars?: JsonObject | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}
