import { CrmError } from '../../base/errors/crm-error.ts';
import { collectError } from '../../base/errors/known-errors.ts';
import type { Located, SourceLocation } from '../../base/errors/source-location.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import { fileStem } from '../files/directory-tree.ts';
import type { RowPlace, UnitTestProperties, UnitTestRows } from '../project.ts';
import { listOf, mapOf } from '../shapes/collection-shapes.ts';
import { unsupportedKeys } from '../shapes/not-carried-out.ts';
import { object, optional, required } from '../shapes/object-shape.ts';
import {
  jsonObject,
  located,
  oneOf,
  plainText,
  type Reading,
  type Shape,
  text,
  yamlValue,
} from '../shapes/shape.ts';
import type { YamlValue } from '../yaml/yaml-value.ts';
import { configFields, description, readConfig } from './property-fields.ts';

/** Where the fixtures of unit tests are. */
export interface Fixtures {
  /** Paths relative to the project root. */
  readonly paths: readonly string[];
  /** Reads one of them; throws CrmError. */
  read(path: string): string;
}

const rowsFields = {
  rows: optional(yamlValue),
  format: optional(oneOf(['dict', 'csv', 'sql'])),
  fixture: optional(located(plainText)),
};
const given = object({
  noun: "an entry of 'given'",
  fields: { input: required(located(text)), ...rowsFields },
});
const expected = object({ noun: "'expect'", fields: rowsFields });
const unitTestObject = object({
  noun: 'a unit test',
  fields: {
    name: required(located(plainText)),
    model: required(located(plainText)),
    description: optional(description),
    given: required(listOf(yamlValue)),
    expect: required({ ...yamlValue, schema: expected.schema }),
    overrides: optional(
      object({
        noun: "'overrides'",
        fields: {
          macros: optional(jsonObject),
          vars: optional(jsonObject),
          env_vars: optional(mapOf(text)),
        },
      }),
    ),
    config: configFields('unit_test').config,
  },
  notSupported: unsupportedKeys.unitTest,
  elsewhere: {
    tags: 'write config: {tags: […]}',
    meta: 'write config: {meta: {…}}',
    enabled: 'write config: {enabled: …}',
    rows: "rows belong under 'expect' or under an entry of 'given'",
  },
});

/** An entry of `unit_tests`, the rows of its fixtures read. */
export function unitTestProperties(fixtures: Fixtures): Shape<UnitTestProperties> {
  return {
    takes: 'a map',
    schema: unitTestObject.schema,
    read(value, what, reading) {
      const read = unitTestObject.read(value, what, reading);
      if (read === undefined) return undefined;
      const inputs = read.given.map(entry => readGiven(entry, fixtures, reading));
      const outcome = expected.read(read.expect, "'expect'", reading);
      const expect = outcome && readRows("'expect'", read.expect, outcome, fixtures, reading);
      if (expect === undefined) return undefined;
      return {
        name: read.name,
        model: read.model,
        description: read.description ?? '',
        given: inputs.filter(input => input !== undefined),
        expect,
        overrides: {
          vars: read.overrides?.vars ?? {},
          macros: read.overrides?.macros ?? {},
          envVars: read.overrides?.env_vars ?? {},
        },
        config: readConfig('unit_test', value, [], reading),
      };
    },
  };
}

function readGiven(value: YamlValue, fixtures: Fixtures, reading: Reading) {
  const what = "an entry of 'given'";
  const read = given.read(value, what, reading);
  const rows = read && readRows(what, value, read, fixtures, reading);
  return read && rows && { input: read.input, rows };
}

interface WrittenRows {
  readonly rows: YamlValue | undefined;
  readonly format: UnitTestRows['format'] | undefined;
  readonly fixture: Located<string> | undefined;
}

const dicts = listOf(jsonObject);

function readRows(
  what: string,
  value: YamlValue,
  { rows, format: written, fixture }: WrittenRows,
  fixtures: Fixtures,
  reading: Reading,
): UnitTestRows | undefined {
  const format = written ?? 'dict';
  const report = (
    code: 'missing-key' | 'invalid-value',
    message: string,
    location: SourceLocation,
    hint: string,
  ): undefined => {
    reading.errors.push(new CrmError(code, { reason: message, hint }, { location }));
  };
  const wrongFormat = value.kind === 'map' && value.entries.has('format') && !written;
  if (wrongFormat) return undefined;
  if (fixture !== undefined) {
    if (rows !== undefined) {
      const message = `${what} has both 'rows' and a 'fixture'`;
      return report('invalid-value', message, fixture.location, 'take one of them out');
    }
    if (format !== 'dict') return readFixture(fixture, format, fixtures, reading);
    const message = "a fixture is a file of format 'csv' or 'sql'";
    return report('invalid-value', message, fixture.location, "write 'format: csv' next to it");
  }
  if (rows === undefined) {
    const hint = 'write rows: [] for none';
    return report('missing-key', `${what} needs the key 'rows' or 'fixture'`, value.location, hint);
  }
  if (format === 'dict') {
    if (rows.kind === 'scalar' && typeof rows.value === 'string') {
      const message = `the 'rows' of format 'dict' are a list of maps, not text`;
      return report(
        'invalid-value',
        message,
        rows.location,
        "write 'format: csv' or 'format: sql'",
      );
    }
    const read = dicts.read(rows, "'rows'", reading);
    return read && { format, rows: read, location: rows.location, places: rowPlaces(rows) };
  }
  const read = text.read(rows, `'rows' of format '${format}'`, reading);
  return read === undefined ? undefined : { format, rows: read, location: rows.location };
}

function rowPlaces(rows: YamlValue): readonly RowPlace[] {
  const items = rows.kind === 'list' ? rows.items : [];
  return items.map(row => {
    const entries = row.kind === 'map' ? [...row.entries] : [];
    const values = entries.map(([name, { value }]) => [name, value.location] as const);
    return { location: row.location, values: Object.fromEntries(values) };
  });
}

function readFixture(
  { value, location }: Located<string>,
  format: 'csv' | 'sql',
  fixtures: Fixtures,
  { errors }: Reading,
): UnitTestRows | undefined {
  const candidates = fixtures.paths.filter(path => path.endsWith(`.${format}`));
  const [found, second] = candidates.filter(path => fileStem(path) === value);
  if (found === undefined) {
    const names = candidates.map(fileStem);
    const message = `there is no fixture '${value}.${format}' in a fixtures directory of test-paths`;
    const hint = nearestHint(value, names, 'the fixtures are');
    errors.push(
      new CrmError(
        'missing-file',
        { path: `${value}.${format}`, reason: message, hint },
        { location },
      ),
    );
    return undefined;
  }
  if (second !== undefined) {
    const message = `two fixtures have the name '${value}.${format}': ${found} and ${second}`;
    errors.push(
      new CrmError('duplicate-name', { name: `${value}.${format}`, reason: message }, { location }),
    );
    return undefined;
  }
  const rows = collectError(errors, () => fixtures.read(found));
  if (rows === undefined) return undefined;
  return { format, rows, location: { file: found, line: 1, column: 1 } };
}
