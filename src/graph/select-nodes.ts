import { CrmError } from '../base/crm-error.ts';
import { nearestHint } from '../base/nearest.ts';
import { shorten } from '../base/shorten.ts';
import type { Node, ResourceType } from '../template/node.ts';
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
}

/** Selected unique ids. With errors, nothing is selected. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly errors: readonly CrmError[];
  readonly warnings: readonly CrmError[];
}

/**
 * Selects nodes of a manifest; hooks belong to no selection. Tests come along eagerly, as is dbt's
 * default: one runs when any of its parents is selected, because a rebuilt model can break a claim
 * that another model shares, and a build is published only when all claims on it hold. (Buildable
 * would skip the relationship test from an untouched child to its rebuilt parent.) A test that cannot
 * run, since another parent is neither in the plan nor published, is left out by createPlan, with a
 * warning.
 */
export function selectNodes(manifest: Manifest, request: SelectionRequest): Selection {
  const errors: CrmError[] = [];
  const warnings: CrmError[] = [];
  const evaluate = (args: readonly string[], option: string) => {
    const parsed = parseSelector(args, option);
    errors.push(...parsed.errors);
    return evaluateSelector(manifest, parsed.selector, option, errors, warnings);
  };
  const everything = [...manifest.nodes.values()].filter(node => node.resourceType !== 'operation');
  const all = everything.map(node => node.uniqueId);
  const included = request.select.length === 0 ? all : evaluate(request.select, '--select');
  const excluded = evaluate(request.exclude, '--exclude');
  if (errors.length > 0) return { selected: new Set(), errors, warnings };

  const types = request.resourceTypes;
  const selected = new Set<string>();
  for (const id of included) {
    const node = manifest.nodes.get(id);
    if (node === undefined || excluded.has(id)) continue;
    if (types === undefined || types.includes(node.resourceType)) selected.add(id);
  }
  if (selected.size === 0) errors.push(emptySelection(request, all.length));
  return { selected, errors, warnings };
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
  return new CrmError('empty-selection', reason, {
    hint: count === 0 ? undefined : 'crm-run list prints what there is to select',
  });
}

function evaluateSelector(
  manifest: Manifest,
  selector: Selector,
  option: string,
  errors: CrmError[],
  warnings: CrmError[],
): ReadonlySet<string> {
  const union = new Set<string>();
  const known = new Map<string, ReadonlySet<string>>();
  for (const criteria of selector) {
    let intersection: ReadonlySet<string> | undefined;
    for (const criterion of criteria) {
      const found =
        known.get(criterion.text) ??
        evaluateCriterion(manifest, criterion, option, errors, warnings);
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
  option: string,
  errors: CrmError[],
  warnings: CrmError[],
): ReadonlySet<string> {
  const { method, value } = criterion;
  const result = nodeCheck(method?.name, value, manifest.projectName);
  if ('problem' in result) {
    const atMethod = result.part === 'method' ? method?.column : undefined;
    const column = atMethod ?? criterion.valueColumn;
    const location = { file: option, line: 1, column };
    errors.push(new CrmError('selection-syntax', result.problem, { location, hint: result.hint }));
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
  return withTests(manifest, expand(manifest, criterion, matched));
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
    `the criterion '${shorten(text)}' of ${option} does not match any enabled node`,
    {
      location: { file: option, line: 1, column: criterion.valueColumn },
      hint: isOff ? `'${value}' is disabled` : near,
    },
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
