import { CrmError } from '../../base/errors/crm-error.ts';
import type { Json } from '../../base/text/json.ts';
import { ReturnSignal } from '../../jinja/evaluate/return-signal.ts';
import { bindArguments } from '../../jinja/values/bind-arguments.ts';
import { spend, spendItems } from '../../jinja/values/budget.ts';
import { pairsOf } from '../../jinja/values/collection-methods.ts';
import { dumpJson, fromJson } from '../../jinja/values/json-value.ts';
import { namespaceFunction } from '../../jinja/values/namespace.ts';
import { isTruthy } from '../../jinja/values/operators.ts';
import { printValue } from '../../jinja/values/print-value.ts';
import { dictKey, iterate } from '../../jinja/values/sequence.ts';
import { takeInt, takeText } from '../../jinja/values/take.ts';
import { templateError } from '../../jinja/values/type-name.ts';
import { Callable, type Dict, Tuple, type Value, View } from '../../jinja/values/value.ts';
import { FixedObject } from './fixed-object.ts';

function range(bound: readonly (Value | undefined)[]): View {
  const [first, second, third] = bound.map(value =>
    value === undefined ? undefined : takeInt('range()', value),
  );
  const [start, stop] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
  const step = third ?? 1;
  if (step === 0) throw templateError('the step of range() cannot be 0');
  const size = Math.max(0, Math.ceil((stop - start) / step));
  spendItems(size);
  const items = Array.from({ length: size }, (_, at) => BigInt(start + at * step));
  const ends = step === 1 ? `${start}, ${stop}` : `${start}, ${stop}, ${step}`;
  return new View('range', items, `range(${ends})`);
}

function parseJson(text: string, fallback: Value | undefined): Value {
  let parsed: Json;
  try {
    spend(text.length / 4);
    parsed = JSON.parse(text);
  } catch (error) {
    if (fallback !== undefined) return fallback;
    const reason = error instanceof Error ? error.message : String(error);
    throw templateError(`fromjson() gets no JSON: ${reason}`);
  }
  return fromJson(parsed);
}

/** Functions that need nothing of the project. */
export const plainFunctions: Readonly<Record<string, Value>> = {
  namespace: namespaceFunction,
  range: new Callable('range', args =>
    range(bindArguments('range()', args, ['start', 'stop', 'step'], 1)),
  ),
  dict: new Callable('dict', ({ positional, named }) => {
    const dict: Dict = new Map();
    const [source] = bindArguments('dict()', { positional, named: new Map() }, ['source']);
    if (source !== undefined) {
      for (const [key, value] of pairsOf(source)) dict.set(dictKey(key), value);
    }
    for (const [name, value] of named) dict.set(name, value);
    return dict;
  }),
  zip: new Callable('zip', ({ positional }) => {
    const lists = positional.map(iterate);
    const sizes = lists.map(list => list.length).sort((a, b) => a - b);
    const size = sizes[0] ?? 0;
    spendItems(size * lists.length);
    const rows = Array.from(
      { length: size },
      (_, at) => new Tuple(lists.map(list => list[at] ?? null)),
    );
    return new View('generator', rows);
  }),
  tojson: new Callable('tojson', args => {
    const [value, , sort] = bindArguments('tojson()', args, ['value', 'default', 'sort_keys'], 1);
    return dumpJson(value ?? null, isTruthy(sort ?? false));
  }),
  fromjson: new Callable('fromjson', args => {
    const [text, fallback] = bindArguments('fromjson()', args, ['string', 'default'], 1);
    return parseJson(takeText('fromjson()', text), fallback);
  }),
  return: new Callable('return', (args, site) => {
    const [value] = bindArguments('return()', args, ['data'], 1);
    if (site.trace.length === 0) throw templateError('return() outside of a macro');
    throw new ReturnSignal(args.positional[0] ?? value ?? null);
  }),
};

/** `exceptions`; a warning goes to `warn`. */
export function exceptionsObject(warn: (message: string) => void): Value {
  const message = (name: string, args: Parameters<Callable['invoke']>[0]): string => {
    const [text] = bindArguments(`${name}()`, args, ['msg'], 1);
    return printValue(text ?? null);
  };
  return new FixedObject('exceptions', {
    raise_compiler_error: new Callable('raise_compiler_error', args => {
      throw new CrmError('raised-by-template', { reason: message('raise_compiler_error', args) });
    }),
    warn: new Callable('warn', args => {
      warn(message('warn', args));
      return '';
    }),
  });
}
