/** State of the walls, and of the event ledger for each node. */

import type { WallStanding } from '../../columns/trace.ts';

/** @param conditions  Number of conditions of all walls. */
export function createRace(conditions: number) {
  return {
    /** Month of the first wall; -1 while the race runs. */
    wallMonth: -1,
    wall: 'none',
    /** Last month of the pause; -1 before it ends. */
    pauseEndMonth: -1,
    /**
     * Psi, the strategic prize: value of market share beyond its revenue at which the orders of month 0 are best
     * responses.
     */
    prize: 0,
    /** Expected rent over user cost at month 0, and today. */
    initialRentOverCost: 1,
    rentOverCost: 1,
    wallReading: Number.NaN,
    /** The condition that stopped the race, and the closest one of the other walls in that month. */
    hit: undefined as WallStanding | undefined,
    next: undefined as WallStanding | undefined,
    /** The condition that came closest in any month so far: its index, -1 for none; month, months held. */
    nearest: -1,
    nearestScore: Number.NEGATIVE_INFINITY,
    nearestMonth: -1,
    nearestHeld: 0,
    /** Whether the pause is suppressed (the counterfactual branch). */
    pauseSuppressed: false,
    /** Consecutive months that each condition has held, shape [condition]. */
    held: new Int32Array(conditions),
    /** Return on AI capital in service, a year, trailing; and with construction in progress. */
    roi: 0,
    roiWithConstruction: 0,
    roiRing: new Float64Array(12),
    paybackYears: 0,
    /** Levels of month 0, the reference of regulatory pressure. */
    initialGridLoadMw: 0,
    initialLoadShare: 0,
    initialCapexShare: 0,
    initialHhi: 0,
  };
}

/** Memory of the ledger, so that it records an event once. Shape [node]. */
export function createLedger(nodes: number) {
  const byNode = (): Float64Array => new Float64Array(nodes);
  return {
    /** Expansion decided over about a year, MW/month, and cancellations over about a quarter, MW. */
    expanded: byNode(),
    cancelled: byNode(),
    /** Month of the last record. */
    expansionReportedMonth: byNode(),
    waveReportedMonth: byNode(),
    /** 1 where the node was disrupted in the last month. */
    disrupted: byNode(),
  };
}

/** Reset the memory of an earlier run. */
export function fillLedger(ledger: ReturnType<typeof createLedger>): void {
  ledger.expanded.fill(0);
  ledger.cancelled.fill(0);
  ledger.expansionReportedMonth.fill(Number.NEGATIVE_INFINITY);
  ledger.waveReportedMonth.fill(Number.NEGATIVE_INFINITY);
  ledger.disrupted.fill(0);
}
