import { formatRelation } from '../dialect/names/relation.ts';
import type { Plan, Step } from './plan.ts';
import { scriptOf } from './step-statements.ts';

/**
 * A plan as plain text, one line a step: its position, kind, relation or name, and what it waits
 * for. With `sql`, the statements of each step follow its line. Ends in a line feed.
 */
export function describePlan(plan: Plan, options: { readonly sql?: boolean } = {}): string {
  const width = String(plan.steps.length).length;
  const byId = new Map(plan.steps.map(step => [step.uniqueId, step]));
  const kindWidth = Math.max(0, ...plan.steps.map(step => kindOf(step).length));
  const lines = plan.steps.flatMap((step, index) => {
    const names = waitNames(step.after.flatMap(id => byId.get(id) ?? []));
    const after = names.length === 0 ? '' : `  after ${names.join(', ')}`;
    const number = String(index + 1).padStart(width);
    const line = `${number}  ${kindOf(step).padEnd(kindWidth)}  ${shortName(step)}${after}`;
    return options.sql === true ? [line, ...sqlLines(step)] : [line];
  });
  const steps = `${plan.steps.length} ${plan.steps.length === 1 ? 'step' : 'steps'}`;
  const kept = plan.partial ? '; the rest of the published build is retained' : '';
  return `${[...lines, `${plan.scope}: ${steps}${kept}`].join('\n')}\n`;
}

/** Relations by name; tests too while they are few, because dozens of them would bury the rest. */
function waitNames(steps: readonly Step[]): readonly string[] {
  const isTest = ({ kind }: Step) => kind === 'test' || kind === 'unit_test';
  const others = steps.filter(step => !isTest(step));
  const tests = steps.length - others.length;
  if (tests <= 2) return steps.map(shortName);
  return [...others.map(shortName), `${tests} tests`];
}

function kindOf(step: Step): string {
  switch (step.kind) {
    case 'model':
      return step.node.materialized;
    case 'unit_test':
      return 'unit test';
    case 'operation':
      return step.node.when;
    case 'test':
      return step.node.severity === 'warn' ? 'test (warn)' : 'test';
    default:
      return step.kind;
  }
}

function shortName(step: Step): string {
  return 'relation' in step ? formatRelation(step.relation) : step.node.name;
}

function sqlLines(step: Step): readonly string[] {
  const script = scriptOf(step);
  return script === undefined ? [] : [...script.split('\n').map(line => `    ${line}`), ''];
}
