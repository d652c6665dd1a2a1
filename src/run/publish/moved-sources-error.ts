import { CrmError } from '../../base/errors/crm-error.ts';
import type { MovedSource, MovedSources } from './source-origins.ts';

/**
 * One error for all sources that moved. With `mixes`, the build would read some of them as published;
 * the only cure is to load all of them again.
 */
export function movedSourcesError(
  moved: MovedSources,
  options: { readonly mixes: boolean; readonly mayReplace: boolean },
): CrmError {
  const places = new Map<string, MovedSource[]>();
  for (const each of moved.values()) {
    const key = JSON.stringify([pattern(each, each.loaded), pattern(each, each.wanted)]);
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  const parts = [...places.values()].map(describePlace);
  const message = `the published build loaded ${parts.join('; ')}`;
  return new CrmError(
    'source-moved',
    { sources: [...moved.keys()], reason: message, hint: hintFor(options) },
    { location: [...moved.values()][0]?.node.location },
  );
}

/** Sources that moved from one directory to another. */
function describePlace(sources: readonly MovedSource[]): string {
  const names = sources.map(({ node }) => `'${node.sourceName}.${node.name}'`).join(', ');
  const [first] = sources;
  if (first === undefined) return '';
  const { loaded, wanted } = first;
  if (sources.length === 1) return `source ${names} from ${loaded}, and it is ${wanted} now`;
  const [before, now] = [pattern(first, loaded), pattern(first, wanted)];
  return `sources ${names} from ${before}, and they are ${now} now`;
}

/** The place of a source with its name left open, so that those of one directory are alike. */
function pattern({ node }: MovedSource, place: string): string {
  const [, directory = '', file = place] = /^(.*\/)?([^/]*)$/.exec(place) ?? [];
  return directory + file.replace(node.name, '{name}');
}

function hintFor({ mixes, mayReplace }: { mixes: boolean; mayReplace: boolean }): string {
  const option = mayReplace ? '' : ' --replace-sources';
  if (mixes) {
    return `give the vars of that build, or load everything from here: crm-run build${option}, with the same vars`;
  }
  return 'give the vars of that build; to publish these rows in place of those, add --replace-sources; to keep both, build into a target with another path';
}
