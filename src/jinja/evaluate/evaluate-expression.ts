import { CrmError } from '../../base/errors/crm-error.ts';
import { applyFilter } from '../filters/apply-filter.ts';
import { applyTest } from '../filters/apply-test.ts';
import type { Arguments, CallExpression, Expression, FilterCall, Position } from '../syntax/ast.ts';
import { getAttribute, getItem, getSlice } from '../values/access.ts';
import { leave, spendText } from '../values/budget.ts';
import { pairsOf } from '../values/collection-methods.ts';
import { compare } from '../values/compare-values.ts';
import { applyBinary, applyUnary, isTruthy } from '../values/operators.ts';
import { printValue } from '../values/print-value.ts';
import { dictKey, iterate } from '../values/sequence.ts';
import { defined, templateError, typeName, undefinedError } from '../values/type-name.ts';
import {
  type CallArguments,
  Callable,
  ContextObject,
  type Dict,
  MappedText,
  plain,
  Tuple,
  Undefined,
  type Value,
} from '../values/value.ts';
import { type Frame, placed, siteOf, stepInto } from './frame.ts';
import { Output } from './output.ts';

/** The value of an expression. Throws CrmError at the place of the part that fails. */
export function evaluate(node: Expression, frame: Frame): Value {
  stepInto(frame, node.at);
  const value = evaluateNode(node, frame);
  leave();
  return value;
}

function evaluateNode(node: Expression, frame: Frame): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return placed(frame, node.at, () => supported(frame.scope.resolve(node.name)));
    case 'list':
      return node.items.map(item => plain(evaluate(item, frame)));
    case 'tuple':
      return new Tuple(node.items.map(item => plain(evaluate(item, frame))));
    case 'dict':
      return dict(node, frame);
    case 'attribute': {
      const target = evaluate(node.target, frame);
      return placed(frame, target instanceof Undefined ? node.target.at : node.at, () =>
        supported(getAttribute(target, node.name)),
      );
    }
    case 'item':
      return item(node, frame);
    case 'call':
      return call(node, frame);
    case 'filter':
      return filter(evaluate(node.target, frame), node.filter, frame, node.target.at);
    case 'test': {
      const target = evaluate(node.target, frame);
      const args = callArguments(node.args, frame);
      return placed(frame, node.at, () => applyTest(node.name, target, args));
    }
    case 'not':
      return !truth(node.operand, frame);
    case 'and': {
      const left = evaluate(node.left, frame);
      return isTruthy(left) ? evaluate(node.right, frame) : left;
    }
    case 'or': {
      const left = evaluate(node.left, frame);
      return isTruthy(left) ? left : evaluate(node.right, frame);
    }
    case 'conditional':
      if (truth(node.test, frame)) return evaluate(node.value, frame);
      if (node.otherwise !== undefined) return evaluate(node.otherwise, frame);
      return new Undefined("an 'if' without 'else' whose condition is false", {
        reason: 'no-else',
        hint: "add an 'else'",
      });
    case 'unary': {
      const operand = evaluate(node.operand, frame);
      return placed(frame, node.at, () => applyUnary(node.operator, operand));
    }
    case 'binary': {
      const left = evaluate(node.left, frame);
      const right = evaluate(node.right, frame);
      return placed(frame, node.at, () => applyBinary(node.operator, left, right));
    }
    case 'concat':
      return concat(node.parts, frame);
    case 'compare':
      return comparison(node, frame);
  }
}

/** True when an expression's value counts as true. */
export function truth(node: Expression, frame: Frame): boolean {
  return isTruthy(evaluate(node, frame));
}

/** What dbt has and this runner has not is refused even where an undefined name would do. */
function supported(value: Value): Value {
  if (value instanceof Undefined && value.reason === 'unsupported') throw undefinedError(value);
  return value;
}

/** Applies a filter, its arguments evaluated. */
export function filter(value: Value, call: FilterCall, frame: Frame, inputAt: Position): Value {
  const args = callArguments(call.args, frame);
  const at = value instanceof Undefined ? inputAt : call.at;
  return placed(frame, at, () => counted(applyFilter(call.name, value, args)));
}

/** The arguments of a call, evaluated. */
function callArguments(args: Arguments, frame: Frame): CallArguments {
  const positional = args.positional.map(value => evaluate(value, frame));
  const named = new Map(args.named.map(({ name, value }) => [name, evaluate(value, frame)]));
  const { spread, spreadNamed } = args;
  if (spread !== undefined) {
    const more = placed(frame, spread.at, () => iterate(evaluate(spread, frame)));
    for (const item of more) positional.push(item);
  }
  if (spreadNamed !== undefined) {
    placed(frame, spreadNamed.at, () => {
      const given = defined(evaluate(spreadNamed, frame));
      if (!(given instanceof Map)) throw templateError("'**' takes a dict");
      for (const [key, value] of pairsOf(given)) {
        const name = printValue(key);
        if (named.has(name)) throw templateError(`the argument '${name}' is given twice`);
        named.set(name, value);
      }
    });
  }
  return { positional, named };
}

/** Calls a macro, function or method; `extra` are arguments that are not in the parentheses. */
export function call(
  node: CallExpression,
  frame: Frame,
  extra: ReadonlyMap<string, Value> = new Map(),
): Value {
  const target = evaluate(node.target, frame);
  const callable = placed(frame, node.at, () => asCallable(target));
  const args = callArguments(node.args, frame);
  const all = { positional: args.positional, named: new Map([...args.named, ...extra]) };
  return placed(frame, node.at, () => counted(callable.invoke(all, siteOf(frame, node.at))));
}

/** A text that something gave, however it was made. */
function counted(value: Value): Value {
  if (typeof value === 'string') spendText(value.length);
  return value;
}

function asCallable(target: Value): Callable {
  if (target instanceof Undefined && target.name !== undefined && target.reason === 'undefined') {
    throw new CrmError('unknown-macro', {
      name: target.name,
      what: 'macro or function',
      hint: target.hint,
    });
  }
  const value = defined(target);
  const callable = value instanceof ContextObject ? value.call() : value;
  if (callable instanceof Callable) return callable;
  throw templateError(`a value of type ${typeName(value)} cannot be called`);
}

function dict(node: Expression & { kind: 'dict' }, frame: Frame): Dict {
  const result: Dict = new Map();
  for (const { key, value } of node.pairs) {
    const name = placed(frame, key.at, () => dictKey(evaluate(key, frame)));
    result.set(name, plain(evaluate(value, frame)));
  }
  return result;
}

function item(node: Expression & { kind: 'item' }, frame: Frame): Value {
  const target = evaluate(node.target, frame);
  const at = target instanceof Undefined ? node.target.at : node.at;
  const { key } = node;
  if (key.kind !== 'slice') {
    const value = evaluate(key, frame);
    return placed(frame, value instanceof Undefined ? key.at : at, () => getItem(target, value));
  }
  const part = (end: Expression | undefined): Value | undefined =>
    end === undefined ? undefined : evaluate(end, frame);
  const [start, stop, step] = [part(key.start), part(key.stop), part(key.step)];
  return placed(frame, at, () => getSlice(target, start, stop, step));
}

function concat(parts: readonly Expression[], frame: Frame): Value {
  const values = parts.map(part => evaluate(part, frame));
  const output = new Output();
  for (const [index, part] of parts.entries()) {
    placed(frame, part.at, () => output.value(values[index] ?? null, siteOf(frame, part.at)));
  }
  const result = output.result();
  return values.some(value => value instanceof MappedText) ? result : result.text;
}

function comparison(node: Expression & { kind: 'compare' }, frame: Frame): boolean {
  let left = evaluate(node.first, frame);
  for (const { operator, right } of node.rest) {
    const value = evaluate(right, frame);
    const before = left;
    if (!placed(frame, node.at, () => compare(operator, before, value))) return false;
    left = value;
  }
  return true;
}
