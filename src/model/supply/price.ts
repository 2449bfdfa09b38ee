/** Quoted lead time and price of a node. */

import { pow } from '../../numeric/elementary.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Least shipments in a quote, as a share of the yearly flow: smaller ones carry no information about the wait. */
const LEAST_FLOW = 0.1;
const MONTHS_PER_YEAR = 12;

/**
 * Quote a lead time and update the price of node `n`.
 *
 * Quoted lead time = shipping time + backlog / shipments. Price relative to month 0 moves towards `1 + a (backlog
 * months beyond normal) / 12 - b (utilisation lost since month 0)`: high with a long backlog, low with idle capacity.
 * Growth of the content of a MW and learning multiply it.
 */
export function stepQuote(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { nodeBacklogUnits, nodeShippedUnits, smoothedShipments, scarcityFactor } = state;
  const flow = Math.max(nodeShippedUnits[n], LEAST_FLOW * smoothedShipments[n]);
  const wait = flow > 0 ? nodeBacklogUnits[n] / flow : 0;
  state.quotedLeadMonths[n] = network.leadMonths[n] + wait;
  if (network.priceUsdBnPerMw[n] === 0) return;
  const late = Math.max(0, wait - (network.backlogMonths[n] - 1));
  const idle = Math.max(0, network.initialUtilisation[n] - state.utilisation[n]);
  const target = 1 + (network.backlogSlope[n] * late) / MONTHS_PER_YEAR - network.idleSlope[n] * idle;
  const bounded = Math.min(network.maxPriceFactor[n], Math.max(network.minPriceFactor[n], target));
  scarcityFactor[n] += (bounded - scarcityFactor[n]) / network.priceAdjustMonths[n];
  state.grownFactor[n] *= network.priceStep[n];
  state.learnedFactor[n] = state.grownFactor[n];
  if (network.learningExponent[n] > 0) stepLearning(state, network, n);
  state.priceFactor[n] = scarcityFactor[n] * state.learnedFactor[n];
}

/**
 * Learning by doing: `c = c0 (X / X0)^-b`, X cumulative shipments of node `n` and `b = -log2(1 - rate)`: a rate of .2 a
 * doubling is b = .3219. It scales the price and the cost of conversion alike; inputs cost their market price.
 *
 * Source: [Wright1936].
 */
function stepLearning(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { everShippedUnits, learnedFactor, nodeShippedUnits } = state;
  everShippedUnits[n] += nodeShippedUnits[n];
  learnedFactor[n] *= pow(everShippedUnits[n] / network.learnedFromUnits[n], -network.learningExponent[n]);
}
