import type {
  AssignTarget,
  FilterCall,
  MacroDefinition,
  Position,
  Statement,
} from '../syntax/ast.ts';
import type { Template } from '../syntax/parse-template.ts';
import { leave, limitError, nested, spendItems, withBudget } from '../values/budget.ts';
import { iterate } from '../values/sequence.ts';
import { templateError, typeName } from '../values/type-name.ts';
import {
  Callable,
  ContextObject,
  type MappedText,
  Undefined,
  type Value,
} from '../values/value.ts';
import { bindMacro } from './bind-macro.ts';
import { call, evaluate, filter, truth } from './evaluate-expression.ts';
import { type Frame, type Globals, placed, Scope, siteOf, stepInto } from './frame.ts';
import { Loop } from './loop.ts';
import { Output } from './output.ts';
import { ReturnSignal } from './return-signal.ts';

/** Macros that call one another deeper than this never end. */
const deepest = 200;

/** How a body ended: at its end, or at a break or continue of the loop around it. */
type End = 'end' | 'break' | 'continue';

/** Renders a template. Throws CrmError with the place in the template. */
export function render(template: Template, globals: Globals): MappedText {
  const frame: Frame = { source: template.source, scope: new Scope(globals), trace: [] };
  return withBudget(() =>
    placed(frame, templateStart, () => {
      const output = new Output();
      execute(template.body, frame, output);
      return output.result();
    }),
  );
}

const templateStart: Position = { line: 1, column: 1 };

/** Makes a macro that can be called. */
export function makeMacro(
  definition: MacroDefinition,
  { source, scope }: Pick<Frame, 'source' | 'scope'>,
  what = `macro ${definition.name}`,
): Callable {
  return new Callable(definition.name, (args, site) => {
    if (site.trace.length >= deepest) {
      throw limitError(
        `macros call one another more than ${deepest} deep`,
        'one of them calls itself without an end',
      );
    }
    const trace = [...site.trace, { what, location: site.location }];
    const frame: Frame = { source, scope: scope.inner(), trace };
    return nested(() => {
      bindMacro(definition, args, frame);
      const output = new Output();
      try {
        execute(definition.body, frame, output);
      } catch (error) {
        if (error instanceof ReturnSignal) return error.value;
        throw error;
      }
      return output.result();
    });
  });
}

function execute(body: readonly Statement[], frame: Frame, output: Output): End {
  for (const statement of body) {
    stepInto(frame, statement.at);
    const end = executeOne(statement, frame, output);
    leave();
    if (end !== 'end') return end;
  }
  return 'end';
}

function executeOne(node: Statement, frame: Frame, output: Output): End {
  switch (node.kind) {
    case 'text':
      placed(frame, node.at, () =>
        output.literal(node.text, siteOf(frame, node.at), frame.source.origin === undefined),
      );
      return 'end';
    case 'output': {
      const value = evaluate(node.expression, frame);
      placed(frame, node.expression.at, () => output.value(value, siteOf(frame, node.at)));
      return 'end';
    }
    case 'do':
      evaluate(node.expression, frame);
      return 'end';
    case 'if':
      for (const { test, body } of node.branches) {
        if (truth(test, frame)) return execute(body, frame, output);
      }
      return execute(node.otherwise, frame, output);
    case 'for':
      return executeFor(node, frame, output);
    case 'set':
      assign(node.target, evaluate(node.value, frame), frame);
      return 'end';
    case 'set-block':
      assign(node.target, filtered(node.filters, capture(node.body, frame), frame, node.at), frame);
      return 'end';
    case 'filter-block': {
      const value = filtered(node.filters, capture(node.body, frame), frame, node.at);
      placed(frame, node.at, () => output.value(value, siteOf(frame, node.at)));
      return 'end';
    }
    case 'with': {
      const inner: Frame = { ...frame, scope: frame.scope.inner() };
      const values = node.assignments.map(({ value }) => evaluate(value, frame));
      for (const [at, { target }] of node.assignments.entries()) {
        assign(target, values[at] ?? null, inner);
      }
      return execute(node.body, inner, output);
    }
    case 'macro':
      frame.scope.assign(node.definition.name, makeMacro(node.definition, frame));
      return 'end';
    case 'call-block': {
      const caller = makeCaller(node.definition, frame);
      const value = call(node.call, frame, new Map([['caller', caller]]));
      placed(frame, node.at, () => output.value(value, siteOf(frame, node.at)));
      return 'end';
    }
    case 'test-block':
      return placed(frame, node.at, () => {
        throw templateError(
          "a 'test' block is in a file of its own",
          'move it to the directory of generic tests',
        );
      });
    case 'break':
    case 'continue':
      return node.kind;
  }
}

function executeFor(node: Statement & { kind: 'for' }, frame: Frame, output: Output): End {
  const given = evaluate(node.iterable, frame);
  let items = placed(frame, node.iterable.at, () => iterate(given));
  const { condition } = node;
  if (condition !== undefined) {
    items = items.filter(item => {
      const inner: Frame = { ...frame, scope: frame.scope.inner() };
      assign(node.target, item, inner);
      return truth(condition, inner);
    });
  }
  if (items.length === 0)
    return execute(node.otherwise, { ...frame, scope: frame.scope.inner() }, output);
  const loop = new Loop(items, 1);
  // A list that the body appends to is not followed, but Python would follow it for ever.
  placed(frame, node.at, () => spendItems(items.length));
  for (const [at, item] of [...items].entries()) {
    stepInto(frame, node.at);
    leave();
    loop.at = at;
    const inner: Frame = { ...frame, scope: frame.scope.inner() };
    inner.scope.assign('loop', loop);
    assign(node.target, item, inner);
    if (execute(node.body, inner, output) === 'break') break;
  }
  return 'end';
}

function capture(body: readonly Statement[], frame: Frame): MappedText {
  const output = new Output();
  execute(body, { ...frame, scope: frame.scope.inner() }, output);
  return output.result();
}

function filtered(filters: readonly FilterCall[], text: Value, frame: Frame, at: Position): Value {
  return filters.reduce((value, one) => filter(value, one, frame, at), text);
}

/** The body of a call block: it sees the names of where it is. */
function makeCaller(definition: MacroDefinition, frame: Frame): Callable {
  return new Callable('caller', (args, site) => {
    if (site.trace.length >= deepest) {
      throw limitError(`call blocks are nested more than ${deepest} deep`);
    }
    const inner: Frame = { ...frame, scope: frame.scope.inner() };
    return nested(() => {
      bindMacro(definition, args, inner);
      const output = new Output();
      execute(definition.body, inner, output);
      return output.result();
    });
  });
}

function assign(target: AssignTarget, value: Value, frame: Frame): void {
  if (target.kind === 'name') {
    frame.scope.assign(target.name, value);
    return;
  }
  placed(frame, target.at, () => {
    if (target.kind === 'member') assignMember(target.object, target.name, value, frame);
    else unpack(target.items, value, frame);
  });
}

function unpack(targets: readonly AssignTarget[], value: Value, frame: Frame): void {
  const items = iterate(value);
  if (items.length !== targets.length) {
    throw templateError(`${items.length} values for ${targets.length} names`);
  }
  for (const [at, one] of targets.entries()) assign(one, items[at] ?? null, frame);
}

function assignMember(object: string, name: string, value: Value, frame: Frame): void {
  const holder = frame.scope.resolve(object);
  if (holder instanceof ContextObject && holder.assign(name, value)) return;
  const type = holder instanceof Undefined ? 'undefined' : typeName(holder);
  throw templateError(
    `'${object}.${name}' cannot be set: '${object}' is ${type}, not a namespace`,
    `make one with '{% set ${object} = namespace() %}'`,
  );
}
