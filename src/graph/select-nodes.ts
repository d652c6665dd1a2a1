import { CrmError } from '../base/errors/crm-error.ts';
import { nearestHint } from '../base/text/nearest.ts';
import { shorten } from '../base/text/shorten.ts';
import type { Node, ResourceType } from '../nodes/node.ts';
import { ancestors, descendants } from './dag.ts';
import { hasWildcard } from './glob.ts';
import type { Manifest } from './manifest.ts';
import { type Criterion, parseSelector, type Selector } from './parse-selector.ts';
import { namesFor, nodeCheck } from './selector-methods.ts';

/** What to select; every list in dbt's grammar, empty for everything or nothing. */
export interface SelectionRequest {
  /** Arguments of --select: a union of what each selects; empty selects every node. */
  readonly select: readonly string[];
  /** Arguments of --exclude, taken away at the end. */
  readonly exclude: readonly string[];
  /** Only nodes of these types, applied last. */
  readonly resourceTypes?: readonly ResourceType[];
  /** Which tests come along with what is selected; eager unless given. */
  readonly indirect?: IndirectSelection;
}

/**
 * dbt's rules for tests that no criterion matches: they come along when any of their parents is
 * selected, when all are, when all are selected or above what is selected, or never.
 */
export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** Selected unique ids. With errors, nothing is selected. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  /** The tests among them that only come along. */
  readonly indirect: ReadonlySet<string>;
  readonly errors: readonly CrmError[];
  readonly warnings: readonly CrmError[];
}

/**
 * Selects nodes of a manifest; hooks belong to no selection. Tests come along eagerly unless said
 * otherwise, because a rebuilt model can break a claim that another model shares, and a build is
 * published only when all claims on it hold. A test that cannot run, since another parent is neither
 * in the plan nor published, or out of date, is left out by createPlan, with a warning. What is
 * excluded takes all tests on it along.
 */
export function selectNodes(manifest: Manifest, request: SelectionRequest): Selection {
  const errors: CrmError[] = [];
  const warnings: CrmError[] = [];
  const evaluate = (args: readonly string[], option: string, eager: boolean) => {
    const parsed = parseSelector(args, option);
    errors.push(...parsed.errors);
    const told = { errors, warnings };
    return evaluateSelector(manifest, parsed.selector, { option, eager, ...told });
  };
  const everything = [...manifest.nodes.values()].filter(node => node.resourceType !== 'operation');
  const all = new Set(everything.map(node => node.uniqueId));
  const { select, exclude, indirect: mode = 'eager', resourceTypes: types } = request;
  const eager = mode === 'eager';
  const matched = select.length === 0 ? all : evaluate(select, '--select', eager);
  const excluded = evaluate(exclude, '--exclude', true);
  const nothing = new Set<string>();
  if (errors.length > 0) return { selected: nothing, indirect: nothing, errors, warnings };

  const isKept = (id: string) => {
    const type = manifest.nodes.get(id)?.resourceType;
    return type !== undefined && !excluded.has(id) && (types === undefined || types.includes(type));
  };
  const rest = new Set([...matched].filter(id => !excluded.has(id)));
  const included = eager ? rest : withIndirectTests(manifest, rest, mode);
  const selected = new Set([...included].filter(isKept));
  if (selected.size === 0) errors.push(emptySelection(request, all.size));
  const direct = select.length === 0 ? all : directlyMatched(manifest, select, eager, rest);
  const indirect = new Set([...selected].filter(id => !direct.has(id)));
  return { selected, indirect, errors, warnings };
}

/** What criteria select by themselves; other tests of a selection came along. */
function directlyMatched(
  manifest: Manifest,
  select: readonly string[],
  eager: boolean,
  matched: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!eager) return matched;
  const { selector } = parseSelector(select, '--select');
  const quiet = { option: '--select', eager: false, errors: [], warnings: [] };
  return evaluateSelector(manifest, selector, quiet);
}

/** Adds the tests that come along with a selection by one of the rules that look at all of it. */
function withIndirectTests(
  manifest: Manifest,
  selected: ReadonlySet<string>,
  mode: 'cautious' | 'buildable' | 'empty',
): ReadonlySet<string> {
  if (mode === 'empty') return selected;
  const nodes = [...selected].filter(id => !isTest(manifest.nodes.get(id)?.resourceType));
  const enough = new Set(nodes);
  if (mode === 'buildable') for (const id of ancestors(manifest, nodes)) enough.add(id);
  const found = new Set(selected);
  for (const id of nodes) {
    for (const child of manifest.children.get(id) ?? []) {
      const parents = manifest.parents.get(child) ?? [];
      const comesAlong = isTest(manifest.nodes.get(child)?.resourceType);
      if (comesAlong && parents.every(parent => enough.has(parent))) found.add(child);
    }
  }
  return found;
}

function emptySelection(request: SelectionRequest, count: number): CrmError {
  const options = [
    ...(request.select.length > 0 ? [`--select ${shorten(request.select.join(' '))}`] : []),
    ...(request.exclude.length > 0 ? [`--exclude ${shorten(request.exclude.join(' '))}`] : []),
  ].join(' ');
  const types = request.resourceTypes?.join(', ').replaceAll('_', ' ');
  const what = types === undefined ? 'node' : `node of type ${types}`;
  const reason =
    options === ''
      ? `the project has no enabled ${what}`
      : `no enabled ${what} is left by ${options}`;
  return new CrmError('empty-selection', {
    reason,
    hint: count === 0 ? undefined : 'crm-run list prints what there is to select',
  });
}

/** How criteria are looked at, and where to say what is wrong with them. */
interface Evaluation {
  readonly option: string;
  /** True where tests come along with each criterion. */
  readonly eager: boolean;
  readonly errors: CrmError[];
  readonly warnings: CrmError[];
}

function evaluateSelector(
  manifest: Manifest,
  selector: Selector,
  evaluation: Evaluation,
): ReadonlySet<string> {
  const union = new Set<string>();
  const known = new Map<string, ReadonlySet<string>>();
  for (const criteria of selector) {
    let intersection: ReadonlySet<string> | undefined;
    for (const criterion of criteria) {
      const found = known.get(criterion.text) ?? evaluateCriterion(manifest, criterion, evaluation);
      known.set(criterion.text, found);
      intersection =
        intersection === undefined ? found : new Set([...intersection].filter(id => found.has(id)));
    }
    for (const id of intersection ?? []) union.add(id);
  }
  return union;
}

/** Looking for the nearest name takes time, and nobody reads a hundred of them. */
const mostHints = 100;

function evaluateCriterion(
  manifest: Manifest,
  criterion: Criterion,
  { option, eager, errors, warnings }: Evaluation,
): ReadonlySet<string> {
  const { method, value } = criterion;
  const result = nodeCheck(method?.name, value, manifest.projectName);
  if ('problem' in result) {
    const atMethod = result.part === 'method' ? method?.column : undefined;
    const column = atMethod ?? criterion.valueColumn;
    const location = { file: option, line: 1, column };
    errors.push(
      new CrmError('selection-syntax', { reason: result.problem, hint: result.hint }, { location }),
    );
    return new Set();
  }
  const matched: string[] = [];
  for (const node of manifest.nodes.values()) {
    if (node.resourceType !== 'operation' && result.check(node)) matched.push(node.uniqueId);
  }
  if (matched.length === 0) {
    const withHint = warnings.length < mostHints;
    warnings.push(matchesNothing(manifest, criterion, option, withHint));
  }
  const found = expand(manifest, criterion, matched);
  return eager ? withTests(manifest, found) : found;
}

/** A criterion that matches nothing is most often a slip, so it is said, and the rest goes on. */
function matchesNothing(
  manifest: Manifest,
  criterion: Criterion,
  option: string,
  withHint: boolean,
): CrmError {
  const { method, value, text } = criterion;
  const isOff = [...manifest.disabled.values()].some(node => node.name === value);
  const near =
    hasWildcard(value) || !withHint
      ? undefined
      : nearestHint(value, namesFor(method?.name, value, manifest.nodes.values()));
  return new CrmError(
    'empty-selection',
    {
      reason: `the criterion '${shorten(text)}' of ${option} does not match any enabled node`,
      hint: isOff ? `'${value}' is disabled` : near,
    },
    { location: { file: option, line: 1, column: criterion.valueColumn } },
  );
}

function expand(manifest: Manifest, criterion: Criterion, matched: readonly string[]): Set<string> {
  const found = new Set(matched);
  const { parents, children, childrensParents } = criterion;
  if (childrensParents) {
    const below = flowing(manifest, descendants(manifest, matched));
    const core = new Set([...matched, ...below]);
    return new Set([...core, ...ancestors(manifest, core)]);
  }
  for (const id of ancestors(manifest, matched, parents)) found.add(id);
  for (const id of flowing(manifest, descendants(manifest, matched, children))) found.add(id);
  return found;
}

/** Nodes that `+` reaches downwards; tests are leaves that come along by their own rule. */
function flowing(manifest: Manifest, ids: ReadonlySet<string>): readonly string[] {
  return [...ids].filter(id => {
    const type = manifest.nodes.get(id)?.resourceType;
    return type !== undefined && type !== 'operation' && !isTest(type);
  });
}

function withTests(manifest: Manifest, selected: Set<string>): ReadonlySet<string> {
  for (const id of [...selected]) {
    if (isTest(manifest.nodes.get(id)?.resourceType)) continue;
    for (const child of manifest.children.get(id) ?? []) {
      if (isTest(manifest.nodes.get(child)?.resourceType)) selected.add(child);
    }
  }
  return selected;
}

function isTest(type: Node['resourceType'] | undefined): boolean {
  return type === 'test' || type === 'unit_test';
}
