/** Shared code of zero-determinant strategies, which enforce a relation between long-run payoffs. */

import * as z from 'zod';
import { enforcingVector, fastestEnforcement, type MemoryOne, type Relation } from '../game/memory-one.ts';

/** Parameter of every such rule, independent of the scale of payoffs. */
export const paceField = (fallback: number) =>
  z.number().gt(0).max(1).default(fallback).meta({
    unit: '1',
    description: 'Speed of enforcement, as a share of the largest with all probabilities in [0, 1]',
  });

/** The vector at its first move; it does not change later. */
export interface EnforcingMemory {
  vector?: MemoryOne['vector'];
}

/** The vector of a relation at a share of the largest speed; Tit For Tat where no relation can be enforced. */
export function vectorAt(relation: Relation, pace: number): MemoryOne['vector'] {
  const fastest = fastestEnforcement(relation);
  return fastest > 0 ? enforcingVector(relation, pace * fastest) : [1, 0, 1, 0];
}
