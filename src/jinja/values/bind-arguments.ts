import { nearestHint } from '../../base/text/nearest.ts';
import { templateError } from './type-name.ts';
import { type CallArguments, plain, type Value } from './value.ts';

/**
 * Brings arguments into the order of `parameters`, those not given undefined; the first `required`
 * ones must be given. Throws for one too many, given twice, or unknown. Text arrives plain.
 */
export function bindArguments(
  what: string,
  { positional, named }: CallArguments,
  parameters: readonly string[],
  required = 0,
): (Value | undefined)[] {
  if (positional.length > parameters.length) {
    throw templateError(
      `${what} takes at most ${parameters.length} argument${parameters.length === 1 ? '' : 's'}, not ${positional.length}`,
    );
  }
  const bound: (Value | undefined)[] = parameters.map((_, at) => {
    const value = positional[at];
    return value === undefined ? undefined : plain(value);
  });
  for (const [name, value] of named) {
    const at = parameters.indexOf(name);
    if (at === -1) {
      throw templateError(
        `${what} has no argument '${name}'`,
        nearestHint(name, parameters, 'its arguments are'),
      );
    }
    if (bound[at] !== undefined) throw templateError(`${what} gets '${name}' twice`);
    bound[at] = plain(value);
  }
  for (let at = 0; at < required; at += 1) {
    if (bound[at] === undefined)
      throw templateError(`${what} needs the argument '${parameters[at]}'`);
  }
  return bound;
}
