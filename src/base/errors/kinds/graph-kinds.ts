import { didYouMean, errorKind, type Reason, reasonKind, type UnknownName } from '../error-kind.ts';

interface UnknownParent extends UnknownName {
  /** The node that refers to it, such as "model 'kpis'". */
  readonly node?: string | undefined;
  /** True where it exists and is disabled. */
  readonly isDisabled?: boolean;
}

interface Cycle {
  /** Names along the cycle; the first one comes again at the end. */
  readonly path: readonly string[];
}

interface EmptySelection extends Reason {
  /** The criterion or name that matches nothing; undefined where all criteria together do. */
  readonly criterion?: string | undefined;
}

function explainParent(verb: string, kind: string, absent: string) {
  return ({ node, name, isDisabled = false, ...near }: UnknownParent) => {
    if (node === undefined) {
      return { message: `there is no ${kind} '${name}'`, hint: didYouMean(near) };
    }
    const why = isDisabled ? 'is disabled' : absent;
    const hint = isDisabled ? `enable it, or disable ${node} too` : didYouMean(near);
    return { message: `${node} ${verb} '${name}', which ${why}`, hint };
  };
}

/** Codes of the graph and of selections from it. */
export const graphKinds = {
  'unknown-ref': errorKind<UnknownParent>(
    '`ref()` names something that does not exist',
    'Correct the name, or add the model or seed.',
    explainParent('refers to', 'model or seed', 'is neither a model nor a seed'),
  ),
  'unknown-source': errorKind<UnknownParent>(
    '`source()` names something that is not declared',
    'Correct the name, or declare the source in a YAML file.',
    explainParent('reads source', 'source', 'is not declared'),
  ),
  'hidden-ref': errorKind<{ readonly call: string }>(
    '`ref()` or `source()` only comes into sight when a template is compiled',
    'Name it where the template always goes, as the hint shows.',
    ({ call }) => ({
      message: `${call} is not seen when the project is parsed`,
      hint: `name it wherever the template goes, as in '-- depends_on: {{ ${call} }}'`,
    }),
  ),
  'unknown-test': errorKind<UnknownName>(
    'the data test does not exist',
    'Correct the name, or write the generic test.',
    ({ name, ...near }) => ({ message: `there is no data test '${name}'`, hint: didYouMean(near) }),
  ),
  'unknown-group': errorKind<UnknownName>(
    'no YAML file declares the group',
    'Correct the name, or declare it below `groups:`.',
    ({ name, ...near }) => ({ message: `there is no group '${name}'`, hint: didYouMean(near) }),
  ),
  'dependency-cycle': errorKind<Cycle>(
    'models depend on one another in a circle',
    'Take one of these refs out.',
    ({ path }) => ({
      message: `${path.join(' → ')}: ${path.length === 2 ? 'it refers to itself' : 'they depend on one another in a circle'}`,
      hint: 'take one of these refs out',
    }),
  ),
  'selection-syntax': reasonKind(
    'a selector does not parse',
    'Correct the selector; docs/project.md lists the methods.',
  ),
  'empty-selection': reasonKind<EmptySelection>(
    'a selection matches nothing',
    'Correct the criterion; `crm-run list` prints what there is to select.',
  ),
};
