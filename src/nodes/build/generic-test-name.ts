import { hash } from 'node:crypto';
import type { Json } from '../../base/text/json.ts';
import { fromJson } from '../../jinja/values/json-value.ts';
import { printValue, reprValue } from '../../jinja/values/print-value.ts';
import type { Value } from '../../jinja/values/value.ts';

/** Names of a generic test: `full`, and `short` for files, which hashes what is 64 or longer. */
export interface TestNames {
  readonly full: string;
  readonly short: string;
}

const md5 = (text: string): string => hash('md5', text);

/** The name that dbt gives: test, what it is attached to, and the arguments in order of their names. */
export function genericTestNames(
  test: string,
  target: string,
  args: ReadonlyMap<string, Json>,
): TestNames {
  const parts = [...args]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, value]) => {
      if (value === null || typeof value !== 'object') return [value];
      return Object.values(value);
    })
    .map(part => printValue(fromJson(part)).replace(/[^0-9a-zA-Z_]+/g, '_'));
  const identifier = `${test}_${target}`;
  const full = `${identifier}_${parts.join('__')}`;
  const short = full.length < 64 ? full : `${identifier.slice(0, 30)}_${md5(full)}`;
  return { full, short };
}

/** The last part of a generic test's unique id, dbt's hash of its name and arguments. */
export function genericTestHash(
  name: string,
  metadata: {
    readonly name: string;
    readonly arguments: Readonly<Record<string, Json>>;
    readonly namespace: string | null;
  },
): string {
  const { namespace, arguments: kwargs } = metadata;
  const printed = reprValue(asText({ kwargs, name: metadata.name, namespace }));
  return md5(name + printed).slice(-10);
}

/** Dicts with sorted keys and everything else as it prints, which is what dbt hashes. */
function asText(value: Json): Value {
  if (value === null || typeof value !== 'object') return printValue(fromJson(value));
  if (Array.isArray(value)) return value.map(asText);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([key, item]) => [key, asText(item)]));
}
