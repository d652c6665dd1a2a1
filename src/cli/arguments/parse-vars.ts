import { CrmError, CrmErrors } from '../../base/errors/crm-error.ts';
import type { SourceLocation } from '../../base/errors/source-location.ts';
import type { JsonObject } from '../../base/text/json.ts';
import { suggest } from '../../base/text/nearest.ts';
import { parseYaml } from '../../project/yaml/parse-yaml.ts';
import type { YamlMap } from '../../project/yaml/yaml-value.ts';
import { toJsonObject } from '../../project/yaml/yaml-value.ts';

/** The name that errors give to the text of --vars. */
export const varsFile = '--vars';

/** What --vars gives, and where each name is in its text. */
export interface GivenVars {
  readonly values: JsonObject;
  readonly locations: ReadonlyMap<string, SourceLocation>;
  readonly map: YamlMap;
}

/** Reads the YAML or JSON map of --vars. Throws CrmErrors with places in the text. */
export function parseVars(text: string): GivenVars {
  const errors: CrmError[] = [];
  const { value } = parseYaml(varsFile, text, errors);
  if (errors.length > 0) throw new CrmErrors(errors);
  if (value?.kind !== 'map') {
    const location = value?.location ?? { file: varsFile, line: 1, column: 1 };
    throw new CrmError(
      'usage',
      {
        reason: '--vars takes a map of names and values',
        hint: `write it as --vars '{name: value}'`,
      },
      { location },
    );
  }
  const locations = [...value.entries].map(
    ([name, { keyLocation }]) => [name, keyLocation] as const,
  );
  return { values: toJsonObject(value), locations: new Map(locations), map: value };
}

/** An error for each given var that the project neither sets nor asks for: a typo changes nothing. */
export function checkVars(
  { locations }: GivenVars,
  known: ReadonlySet<string>,
): readonly CrmError[] {
  return [...locations].flatMap(([name, location]) =>
    known.has(name)
      ? []
      : new CrmError(
          'unknown-var',
          {
            name,
            isUnread: true,
            ...suggest(
              name,
              known,
              'the vars are',
              'take it out, or read it with var() in a template',
            ),
          },
          { location },
        ),
  );
}
