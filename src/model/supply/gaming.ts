/** Quota gaming: customers who see shortage hold duplicate orders on the book, and cancel what they no longer want. */

import { exp, log } from '../../numeric/elementary.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Fill rates this close to 1 are full supply: they differ from 1 by rounding only. */
const FULL = 1 - 1e-9;

/**
 * Orders held per MW really needed, at a perceived fill rate `phi` in [0, 1]: `g = min(gMax, phi^-xi)`.
 *
 * At xi = 1 this is the naive rule: order need over fill [CachonLariviere1999].
 */
export function inflation(network: SupplyNetwork, phi: number): number {
  if (phi >= FULL) return 1;
  if (phi <= network.fillAtMaxInflation) return network.maxInflation;
  return exp(-network.gamingExponent * log(phi));
}

/**
 * Move the duplicates on link `e` towards `(g - 1)` times the real backlog, and carry out cancellations.
 *
 * Duplicates are a stock: missing ones are placed within `1 / inflationAdjust` months, surplus ones cancelled at
 * `cancelRate` a month. Real orders are cancelled as the outside customer asks. What was sold as non-cancellable
 * (`firmUnits`) stays on the book until it is shipped.
 */
export function stepBookOfLink(state: SupplyState, network: SupplyNetwork, e: number, real: number): void {
  const { backlogRealUnits, backlogPhantomUnits, firmUnits, externalCancels } = state;
  let needed = backlogRealUnits[e] + real;
  let phantom = backlogPhantomUnits[e];
  let placed = 0;
  let surplus = phantom;
  if (network.gaming && network.games[e] === 1) {
    const gap = (inflation(network, state.fill[e]) - 1) * needed - phantom;
    placed = gap > 0 ? gap * network.inflationAdjust : 0;
    surplus = gap < 0 ? -gap : 0;
  }
  const firm = firmUnits[e] + network.nonCancellable * (real + placed);
  let cancelled = 0;
  let duplicates = 0;
  const request = externalCancels[e];
  if (request > 0 || surplus > 0) {
    const cancellable = Math.max(0, needed + phantom + placed - firm);
    cancelled = Math.min(request, needed, cancellable);
    duplicates = Math.min(surplus * network.cancelRate, cancellable - cancelled);
    needed -= cancelled;
  }
  phantom = phantom + placed - duplicates;
  backlogRealUnits[e] = needed;
  backlogPhantomUnits[e] = phantom;
  firmUnits[e] = firm;
  state.orderedUnits[e] = real + placed;
  state.phantomOrderedUnits[e] = placed;
  state.cancelledUnits[e] = cancelled + duplicates;
  state.phantomCancelledUnits[e] = duplicates;
}
