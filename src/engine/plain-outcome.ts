/** Outcome of a run that has neither walls nor accounts. */

import type { Outcome } from '../columns/trace.ts';

export const PLAIN_OUTCOME: Outcome = {
  stopReason: 'horizon',
  wall: 'none',
  wallMonth: -1,
  wallReading: Number.NaN,
  nextWall: 'none',
  worstResidual: 0,
};
