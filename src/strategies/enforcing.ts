/** What the rules that enforce a relation between long-run payoffs share: pace and vector. */

import { z } from 'zod';
import { enforcingVector, fastestEnforcement, type MemoryOne, type Relation } from '../game/memory-one.ts';

/** Parameter of every such rule: free of the scale of payoffs. */
export const paceField = (fallback: number) =>
  z.number().gt(0).max(1).default(fallback).meta({
    unit: '1',
    description: 'How fast the relation is enforced, as a share of the fastest that keeps all chances feasible',
  });

/** What the vector was when it first moved; later decisions keep it. */
export interface EnforcingMemory {
  vector?: MemoryOne['vector'];
}

/** The vector of a relation at a share of the fastest pace; Tit For Tat where payoffs let nothing be enforced. */
export function vectorAt(relation: Relation, pace: number): MemoryOne['vector'] {
  const fastest = fastestEnforcement(relation);
  return fastest > 0 ? enforcingVector(relation, pace * fastest) : [1, 0, 1, 0];
}
