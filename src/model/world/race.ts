/** State of the race against its walls, and what the event ledger remembers of each node. */

/** @param conditions  Number of conditions of all walls. */
export function createRace(conditions: number) {
  return {
    /** Month of the first wall; -1 while the race runs. */
    wallMonth: -1,
    wall: 'none',
    wallReading: Number.NaN,
    nextWall: 'none',
    /** Whether the pause is suppressed (the counterfactual branch). */
    pauseSuppressed: false,
    /** Months in a row that each condition has held, shape [condition]. */
    held: new Int32Array(conditions),
    /** Return on AI capital in service, a year, trailing; and with construction in progress. */
    roi: 0,
    roiWithConstruction: 0,
    roiRing: new Float64Array(12),
    paybackYears: 0,
    /** Levels of month 0 against which regulatory pressure is measured. */
    initialGridLoadMw: 0,
    initialLoadShare: 0,
    initialCapexShare: 0,
    initialHhi: 0,
  };
}

/** What the ledger remembers of each node, so that it tells a thing once. Shape [node]. */
export function createLedger(nodes: number) {
  const byNode = (): Float64Array => new Float64Array(nodes);
  return {
    /** Expansion decided over about a year, MW/month, and cancellations over about a quarter, MW. */
    expanded: byNode(),
    cancelled: byNode(),
    /** Month of the last telling. */
    expansionTold: byNode(),
    waveTold: byNode(),
  };
}
