import type { DefineCommand } from './define-command.ts';

/** A command as the overview lists it; its file is loaded only when it is the one that is run. */
export interface CommandEntry {
  readonly name: string;
  readonly alias?: string;
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

/** All commands, in the order of the overview: what a person needs first stands first. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'load, build and test everything, then publish it',
    load: async () => (await import('./commands/build.ts')).defineBuild,
  },
  {
    name: 'watch',
    summary: 'rebuild and test what a saved file touches',
    load: async () => (await import('./commands/watch.ts')).defineWatch,
  },
  {
    name: 'show',
    summary: 'print rows of a model or of a query',
    load: async () => (await import('./commands/show.ts')).defineShow,
  },
  {
    name: 'test',
    summary: 'run the data tests and unit tests on the published build',
    load: async () => (await import('./commands/test.ts')).defineTest,
  },
  {
    name: 'run',
    summary: 'build the models without testing them',
    load: async () => (await import('./commands/run.ts')).defineRun,
  },
  {
    name: 'seed',
    summary: 'load the seed files',
    load: async () => (await import('./commands/seed.ts')).defineSeed,
  },
  {
    name: 'compile',
    summary: 'write the SQL that models and tests turn into',
    load: async () => (await import('./commands/compile.ts')).defineCompile,
  },
  {
    name: 'list',
    alias: 'ls',
    summary: 'list models, tests, seeds and sources',
    load: async () => (await import('./commands/list.ts')).defineList,
  },
  {
    name: 'vars',
    summary: 'list the vars, their values and where each was set',
    load: async () => (await import('./commands/vars.ts')).defineVars,
  },
  {
    name: 'parse',
    summary: 'check all files of the project without running anything',
    load: async () => (await import('./commands/parse.ts')).defineParse,
  },
  {
    name: 'debug',
    summary: 'show versions, paths, raw files and whether the warehouse opens',
    load: async () => (await import('./commands/debug.ts')).defineDebug,
  },
  {
    name: 'clean',
    summary: 'delete what builds wrote to target/',
    load: async () => (await import('./commands/clean.ts')).defineClean,
  },
  {
    name: 'init',
    summary: 'make a new project that builds at once',
    load: async () => (await import('./commands/init.ts')).defineInit,
  },
  {
    name: 'synth',
    summary: 'make synthetic customers, products and invoices',
    load: async () => (await import('./commands/synth.ts')).defineSynth,
  },
  {
    name: 'calibrate',
    summary: 'compare the tier thresholds in force with proposed ones',
    load: async () => (await import('./commands/calibrate.ts')).defineCalibrate,
  },
];
