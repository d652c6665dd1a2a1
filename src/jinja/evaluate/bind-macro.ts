import { nearestHint } from '../../base/text/nearest.ts';
import type { MacroDefinition, Parameter } from '../syntax/ast.ts';
import { templateError } from '../values/type-name.ts';
import { type CallArguments, Tuple, Undefined, type Value } from '../values/value.ts';
import { evaluate } from './evaluate-expression.ts';
import type { Frame } from './frame.ts';

/** Gives the parameters of a macro their values, in the scope of the call. */
export function bindMacro(macro: MacroDefinition, args: CallArguments, frame: Frame): void {
  const { parameters, uses, name } = macro;
  const named = new Map(args.named);
  const caller = named.get('caller');
  if (!parameters.some(parameter => parameter.name === 'caller')) {
    named.delete('caller');
    if (caller !== undefined && !uses.has('caller')) {
      throw templateError(`the macro '${name}' does not use 'caller'`, "call it with '{{ … }}'");
    }
    if (uses.has('caller')) {
      frame.scope.assign('caller', caller ?? new Undefined("'caller' outside of a call block"));
    }
  }
  for (const [at, parameter] of parameters.entries()) {
    const positional = args.positional[at];
    const byName = named.get(parameter.name);
    if (positional !== undefined && byName !== undefined) {
      throw templateError(`the macro '${name}' gets '${parameter.name}' twice`);
    }
    named.delete(parameter.name);
    const given = positional === undefined ? byName : positional;
    frame.scope.assign(
      parameter.name,
      given === undefined ? defaultValue(parameter, name, frame) : given,
    );
  }
  const rest = args.positional.slice(parameters.length);
  bindRest(macro, rest, named, frame);
}

function defaultValue({ name, fallback }: Parameter, macro: string, frame: Frame): Value {
  if (fallback !== undefined) return evaluate(fallback, frame);
  return new Undefined(`the parameter '${name}' of '${macro}'`, {
    hint: `give '${macro}' the argument '${name}'`,
  });
}

function bindRest(
  { name, parameters, uses }: MacroDefinition,
  rest: readonly Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
): void {
  if (uses.has('varargs')) frame.scope.assign('varargs', new Tuple(rest));
  else if (rest.length > 0) {
    throw templateError(
      `the macro '${name}' takes ${parameters.length} argument${parameters.length === 1 ? '' : 's'}, not ${parameters.length + rest.length}`,
    );
  }
  if (uses.has('kwargs')) frame.scope.assign('kwargs', new Map(named));
  else {
    const [unknown] = named.keys();
    if (unknown !== undefined) {
      const hint = nearestHint(
        unknown,
        parameters.map(parameter => parameter.name),
        'its parameters are',
      );
      throw templateError(`the macro '${name}' has no parameter '${unknown}'`, hint);
    }
  }
}
