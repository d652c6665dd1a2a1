import { CrmError, CrmErrors } from '../base/crm-error.ts';
import type { JsonObject } from '../base/json.ts';
import { parseYaml } from '../project/parse-yaml.ts';
import { toJsonObject } from '../project/yaml-value.ts';

/** The name that errors give to the text of --vars. */
export const varsFile = '--vars';

/** Reads the YAML or JSON map of --vars. Throws CrmErrors with places in the text. */
export function parseVars(text: string): JsonObject {
  const errors: CrmError[] = [];
  const { value } = parseYaml(varsFile, text, errors);
  if (errors.length > 0) throw new CrmErrors(errors);
  if (value?.kind !== 'map') {
    const location = value?.location ?? { file: varsFile, line: 1, column: 1 };
    throw new CrmError('usage', '--vars takes a map of names and values', {
      location,
      hint: `write it as --vars '{name: value}'`,
    });
  }
  return toJsonObject(value);
}
