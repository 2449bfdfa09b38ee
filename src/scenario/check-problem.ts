/** Problem reported by a check between parts of a scenario. */

/** An inconsistency between parts that are each valid. */
export interface CheckProblem {
  /** Keys and indices of the part at fault. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Finds inconsistencies between parts of a value that fits its schema. */
export type Check<T> = (value: T) => readonly CheckProblem[];
