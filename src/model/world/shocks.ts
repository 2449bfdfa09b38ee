/** Random draws of a run, made before its months, one stream for each array. */

import type { Derived } from '../derived.ts';

export function createShocks({ firmCount, regionCount, maxMonths }: Derived) {
  return {
    /** Standard normal, shape [month]. */
    demand: new Float64Array(maxMonths),
    /** Standard normal, shape [firm, month]. */
    core: new Float64Array(firmCount * maxMonths),
    /** Standard normal, shape [firm, month]. */
    coreCapex: new Float64Array(firmCount * maxMonths),
    /** Standard normal: change of ambition, lump of orders, place in deliveries. Shape [firm, month]. */
    ambition: new Float64Array(firmCount * maxMonths),
    lump: new Float64Array(firmCount * maxMonths),
    delivery: new Float64Array(firmCount * maxMonths),
    /** Whether labs renegotiate: uniform in [0, 1), shape [month]. */
    labs: new Float64Array(maxMonths),
    /** Uniform in [0, 1), shape [region, month]. */
    moratorium: new Float64Array(regionCount * maxMonths),
    /** Uniform in [0, 1), shape [region, month]. */
    permitDelay: new Float64Array(regionCount * maxMonths),
    /** Uniform in [0, 1), shape [month]. */
    exportControl: new Float64Array(maxMonths),
    /** Uniform in [0, 1), shape [month]. */
    antitrust: new Float64Array(maxMonths),
  };
}
export type Shocks = ReturnType<typeof createShocks>;
