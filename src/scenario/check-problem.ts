/** What a check between the parts of a scenario reports. */

/** Something wrong between parts that are each right. */
export interface CheckProblem {
  /** Keys and indices that lead to the part to blame. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Finds what is wrong between parts of a value that fits its schema. */
export type Check<T> = (value: T) => readonly CheckProblem[];
