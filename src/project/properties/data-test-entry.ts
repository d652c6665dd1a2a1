import { CrmError } from '../../base/errors/crm-error.ts';
import type { Located } from '../../base/errors/source-location.ts';
import type { Json } from '../../base/text/json.ts';
import { checkConfigMap } from '../config/check-config.ts';
import { configKeys, isUnsupportedConfig } from '../config/config-tables.ts';
import { joinConfig } from '../config/join-config.ts';
import type { DataTestProperties } from '../project.ts';
import { plainText, type Reading, type Shape, text, wrongType, yamlMap } from '../shapes/shape.ts';
import { toJson, type YamlEntry, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts';

const hint = "write '- unique' or '- accepted_values: {arguments: {values: […]}}'";

/**
 * An entry of data_tests: the name of a generic test, a map of that name to its arguments and
 * config, or a map with the key test_name.
 */
export const dataTestEntry: Shape<DataTestProperties> = {
  takes: 'the name of a data test or a map',
  schema: { type: ['string', 'object'] },
  read(value, what, reading) {
    if (value.kind === 'list') return wrongType(value, what, this.takes, reading, hint);
    if (value.kind === 'scalar') {
      const name = plainText.read(value, what, reading);
      if (name === undefined) return undefined;
      const test = { value: name, location: value.location };
      return { test, name: undefined, description: '', arguments: new Map(), config: new Map() };
    }
    const named = value.entries.get('test_name');
    if (named !== undefined) return readNamed(value, named, reading);
    return readMap(value, reading);
  },
};

function readNamed(map: YamlMap, named: YamlEntry, reading: Reading) {
  const test = plainText.read(named.value, "'test_name'", reading);
  const entries = new Map([...map.entries].filter(([key]) => key !== 'test_name'));
  if (test === undefined) return undefined;
  return readBody({ value: test, location: named.value.location }, { ...map, entries }, reading);
}

function readMap(map: YamlMap, reading: Reading): DataTestProperties | undefined {
  const [first, second] = [...map.entries];
  if (first === undefined) return wrongType(map, 'a data test', 'a name', reading, hint);
  const [name, { keyLocation: location, value }] = first;
  if (second !== undefined) {
    const [key, entry] = second;
    const empty = value.kind === 'scalar' && value.value === null;
    const message = `'${key}' is next to the data test '${name}', not under it`;
    reading.errors.push(
      new CrmError(
        'unknown-key',
        {
          key,
          reason: message,
          hint: empty
            ? `indent '${key}' further than '${name}'`
            : `start each data test with '- ', and indent what belongs to '${name}'`,
        },
        { location: entry.keyLocation },
      ),
    );
    return undefined;
  }
  const what = `the data test '${name}'`;
  const body = isNothing(value)
    ? wrongType(value, what, 'a map', reading, `without arguments write '- ${name}'`)
    : yamlMap.read(value, what, reading);
  return body && readBody({ value: name, location }, body, reading);
}

function isNothing(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function readBody(
  test: Located<string>,
  body: YamlMap,
  reading: Reading,
): DataTestProperties | undefined {
  const own = new Set(['name', 'description', 'arguments', 'config']);
  const beside = new Map<string, YamlEntry>();
  const inline = new Map<string, YamlEntry>();
  for (const [key, entry] of body.entries) {
    if (own.has(key)) continue;
    const isConfig = configKeys('data_test').includes(key) || isUnsupportedConfig('data_test', key);
    (isConfig ? beside : inline).set(key, entry);
  }
  const { errors } = reading;
  const name = readKey(body, 'name', plainText, reading);
  const description = readKey(body, 'description', text, reading);
  const written = readKey(body, 'arguments', yamlMap, reading);
  const config = readKey(body, 'config', yamlMap, reading);
  errors.push(...checkConfigMap('data_test', { ...body, entries: beside }));
  if (config !== undefined) errors.push(...checkConfigMap('data_test', config));
  if (body.entries.has('arguments')) {
    for (const [key, { keyLocation: location }] of inline) {
      const message = `'${key}' is next to 'arguments'`;
      const hint = "move it under 'arguments'";
      errors.push(new CrmError('unknown-key', { key, reason: message, hint }, { location }));
    }
  }
  return {
    test,
    name,
    description: description ?? '',
    arguments: new Map([...located(inline), ...located(written?.entries ?? new Map())]),
    config: joinConfig(beside, config, errors),
  };
}

function readKey<T>(map: YamlMap, key: string, shape: Shape<T>, reading: Reading): T | undefined {
  const entry = map.entries.get(key);
  return entry && shape.read(entry.value, `'${key}'`, reading);
}

function located(entries: ReadonlyMap<string, YamlEntry>): [string, Located<Json>][] {
  return [...entries].map(([key, { value }]) => [
    key,
    { value: toJson(value), location: value.location },
  ]);
}
