import { CrmError } from '../base/errors/crm-error.ts';
import { shorten } from '../base/text/shorten.ts';
import { globProblem } from './glob.ts';

/** One criterion such as `2+tag:core+1`. */
export interface Criterion {
  /** As written. */
  readonly text: string;
  readonly method: { readonly name: string; readonly column: number } | undefined;
  readonly value: string;
  readonly valueColumn: number;
  /** Depth to go up and down; 0 for not at all, Infinity for a bare `+`. */
  readonly parents: number;
  readonly children: number;
  /** `@`: all descendants, and all ancestors of those. */
  readonly childrensParents: boolean;
}

/** Union (spaces) of intersections (commas) of criteria. */
export type Selector = readonly (readonly Criterion[])[];

export interface ParsedSelector {
  readonly selector: Selector;
  readonly errors: readonly CrmError[];
}

/**
 * Parses dbt's selection grammar. Errors carry the option as their file and the character in its
 * text as their column, such as `--select:1:7`; several arguments count as one text with spaces.
 */
export function parseSelector(args: readonly string[], option: string): ParsedSelector {
  const text = args.join(' ');
  const errors: CrmError[] = [];
  const selector: Criterion[][] = [];
  const fail = (message: string, column: number, hint?: string) => {
    const location = { file: option, line: 1, column };
    errors.push(new CrmError('selection-syntax', { reason: message, hint }, { location }));
  };
  for (const part of text.matchAll(/\S+/g)) {
    const criteria: Criterion[] = [];
    let column = part.index + 1;
    for (const piece of part[0].split(',')) {
      const criterion = parseCriterion(piece, column, fail);
      if (criterion !== undefined) criteria.push(criterion);
      column += piece.length + 1;
    }
    selector.push(criteria);
  }
  return { selector: errors.length > 0 ? [] : selector, errors };
}

/** Characters that a criterion may have; no name of a node or file is longer. */
const longest = 1000;

type Fail = (message: string, column: number, hint?: string) => void;

const criterionParts =
  /^(?<at>@?)(?<up>(?:\d*\+)?)(?<method>(?:[A-Za-z_][\w.]*:)?)(?<value>.*?)(?<down>(?:\+\d*)?)$/;

function parseCriterion(text: string, column: number, fail: Fail): Criterion | undefined {
  if (text === '') {
    fail('a criterion is missing next to this comma', column, 'a comma intersects two criteria');
    return undefined;
  }
  if (text.length > longest) {
    fail(`'${shorten(text)}' has more than ${longest} characters`, column);
    return undefined;
  }
  const {
    at = '',
    up = '',
    method = '',
    value = '',
    down = '',
  } = criterionParts.exec(text)?.groups ?? {};
  const valueColumn = column + at.length + up.length + method.length;
  if (value === '') {
    const what = method === '' ? 'a name' : `a value after '${shorten(method)}'`;
    fail(`'${shorten(text)}' lacks ${what}`, valueColumn);
    return undefined;
  }
  if (at !== '' && (up !== '' || down !== '')) {
    const where = up === '' ? valueColumn + value.length : column + 1;
    fail(
      `'${shorten(text)}' has both @ and +`,
      where,
      '@ already takes all children and their parents',
    );
    return undefined;
  }
  const stray = /[+@]/.exec(value);
  if (stray !== null) {
    const hint = 'write +a, a+, 2+a+3 or @a';
    fail(
      `'${shorten(text)}' has a ${stray[0]} in the wrong place`,
      valueColumn + stray.index,
      hint,
    );
    return undefined;
  }
  const problem = globProblem(value);
  if (problem !== undefined) {
    const hint = 'a set is one character of several: [abc], [a-z] or [!a-z]';
    fail(`'${shorten(text)}' has ${problem.reason}`, valueColumn + problem.offset, hint);
    return undefined;
  }
  return {
    text,
    method:
      method === ''
        ? undefined
        : { name: method.slice(0, -1), column: valueColumn - method.length },
    value,
    valueColumn,
    parents: depthOf(up.slice(0, -1), up),
    children: depthOf(down.slice(1), down),
    childrensParents: at !== '',
  };
}

function depthOf(digits: string, operator: string): number {
  if (operator === '') return 0;
  return digits === '' ? Number.POSITIVE_INFINITY : Number(digits);
}
