/** Problems reported by checks between parts of a scenario. */

import { didYouMean } from './suggest.ts';

/** An inconsistency between parts that are each valid. */
export interface CheckProblem {
  /** Keys and indices of the part at fault. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Finds inconsistencies between parts of a value that fits its schema. */
export type Check<T> = (value: T) => readonly CheckProblem[];

/** The problem of a name that is not among those known: `there is no region X (did you mean Y?)`. */
export function unknownName(
  path: readonly PropertyKey[],
  kind: string,
  name: string,
  known: readonly string[],
): CheckProblem[] {
  return known.includes(name) ? [] : [{ path, message: `there is no ${kind} ${name}${didYouMean(name, known)}` }];
}
