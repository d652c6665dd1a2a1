import { CrmError } from '../../base/errors/crm-error.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import { formatPercent } from '../strings/format-percent.ts';
import { bindArguments } from '../values/bind-arguments.ts';
import { spend, spendText } from '../values/budget.ts';
import { isTruthy } from '../values/operators.ts';
import { takeText } from '../values/take.ts';
import { templateError } from '../values/type-name.ts';
import { type CallArguments, plain, Tuple, Undefined, type Value, View } from '../values/value.ts';
import { applyTest } from './apply-test.ts';
import type { FilterTable } from './filter.ts';
import { listFilters } from './list-filters.ts';
import { numberFilters } from './number-filters.ts';
import { attributeGetter, inputItems } from './order-key.ts';
import { textFilters } from './text-filters.ts';

const filters: FilterTable = { ...textFilters, ...numberFilters, ...listFilters };

const special: Readonly<Record<string, (value: Value, args: CallArguments) => Value>> = {
  default: defaultFilter,
  d: defaultFilter,
  format: (value, { positional, named }) => {
    if (positional.length > 0 && named.size > 0) {
      throw templateError("'format' takes arguments with names or without, not both");
    }
    const text = takeText("'format'", value);
    return formatPercent(text, named.size > 0 ? new Map(named) : new Tuple(positional));
  },
  map: mapFilter,
  select: (value, args) => selectItems('select', value, args, false, true),
  reject: (value, args) => selectItems('reject', value, args, false, false),
  selectattr: (value, args) => selectItems('selectattr', value, args, true, true),
  rejectattr: (value, args) => selectItems('rejectattr', value, args, true, false),
};

/** Filters of Jinja and dbt that are refused by name. */
const refused = new Map<string, string | undefined>([
  ...['escape', 'e', 'forceescape', 'safe', 'striptags', 'urlencode', 'urlize', 'xmlattr'].map(
    name => [name, 'SQL is never escaped as HTML'] as const,
  ),
  ['random', 'the same template has to render the same SQL'],
  ['pprint', undefined],
  ['wordwrap', undefined],
  ['filesizeformat', undefined],
  ['as_bool', 'values of YAML have their type already'],
  ['as_native', 'values of YAML have their type already'],
  ['as_number', 'values of YAML have their type already'],
  ['as_text', 'values of YAML have their type already'],
]);

const filterNames: readonly string[] = [...Object.keys(filters), ...Object.keys(special)];

/** Applies a filter by its name. Throws CrmError for an unknown one, or arguments that do not fit. */
export function applyFilter(name: string, value: Value, args: CallArguments): Value {
  const own = Object.hasOwn(special, name) ? special[name] : undefined;
  if (own !== undefined) return own(plain(value), args);
  const found = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (found !== undefined) {
    const what = `'${name}'`;
    const bound = bindArguments(what, args, found.parameters, found.required);
    return found.run(plain(value), bound, what);
  }
  if (refused.has(name)) {
    throw new CrmError('template-unsupported', {
      reason: `the filter '${name}' is not supported`,
      hint: refused.get(name),
    });
  }
  throw new CrmError('template-undefined', {
    name,
    reason: `there is no filter '${name}'`,
    hint: nearestHint(name, filterNames),
  });
}

function defaultFilter(value: Value, args: CallArguments): Value {
  const [fallback, boolean] = bindArguments("'default'", args, ['default_value', 'boolean']);
  const missing = value instanceof Undefined || (isTruthy(boolean ?? false) && !isTruthy(value));
  if (!missing) return value;
  return fallback === undefined ? '' : fallback;
}

function mapFilter(value: Value, args: CallArguments): Value {
  const items = inputItems(value, "'map'");
  const [name, ...positional] = args.positional;
  if (name === undefined) {
    const [attribute, fallback] = bindArguments("'map'", args, ['attribute', 'default']);
    if (attribute === undefined) throw templateError("'map' needs a filter or an 'attribute'");
    return new View('generator', items.map(attributeGetter(attribute, fallback)));
  }
  const filter = takeText("'map'", name);
  const rest: CallArguments = { positional, named: args.named };
  return new View(
    'generator',
    items.map(item => {
      spend(1);
      const mapped = applyFilter(filter, item, rest);
      if (typeof mapped === 'string') spendText(mapped.length);
      return mapped;
    }),
  );
}

function selectItems(
  what: string,
  value: Value,
  { positional, named }: CallArguments,
  byAttribute: boolean,
  keep: boolean,
): Value {
  const [attribute, ...afterAttribute] = positional;
  const [test, ...args] = byAttribute ? afterAttribute : positional;
  if (byAttribute && attribute === undefined) {
    throw templateError(`'${what}' needs the name of an attribute`);
  }
  const get = attributeGetter(byAttribute ? attribute : undefined);
  const passes = (item: Value): boolean =>
    test === undefined
      ? isTruthy(get(item))
      : applyTest(takeText(`'${what}'`, test), get(item), { positional: args, named });
  return new View(
    'generator',
    inputItems(value, `'${what}'`).filter(item => passes(item) === keep),
  );
}
