import { formatCount } from '../../text/format-count.ts';
import type { Explanation, Reason } from '../error-kind.ts';

/** An error of a kind in a file, with further places of the same kind. */
export interface DataProblem extends Reason {
  readonly noun?: 'value' | 'line' | undefined;
  /** How many there are; 1 where it is left out. */
  readonly count?: number | undefined;
  /** Some of the further ones: place, and value where there is one to show. */
  readonly others?: readonly { readonly place: string; readonly shown?: string | undefined }[];
}

/** The sentence of the first one, and how many there are. */
export function explainProblem({
  reason,
  hint,
  noun = 'value',
  count = 1,
  others = [],
}: DataProblem): Explanation {
  if (count === 1) return { message: reason, hint };
  const places = others.map(({ shown, place }) =>
    shown === undefined ? place : `${shown} at ${place}`,
  );
  const also = places.length === 0 ? '' : `; also ${places.join(', ')}`;
  const more = count > others.length + 1 && places.length > 0 ? ', …' : '';
  return { message: `${reason} (${formatCount(count)} such ${noun}s${also}${more})`, hint };
}
