/** Quoted lead time and price of a node. */

import { pow } from '../../numeric/elementary.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Least shipments in a quote, as a share of the yearly flow: smaller ones carry no information about the wait. */
const LEAST_FLOW = 0.1;
const MONTHS_PER_YEAR = 12;

/**
 * Quote a lead time and update the price of a node.
 *
 * Quoted lead time = shipping time + backlog / shipments. Price relative to month 0 moves towards `1 + a (backlog
 * months beyond normal) / 12 - b (utilisation lost since month 0)`: high with a long backlog, low with idle capacity.
 * Growth of the content of a MW and learning multiply it.
 */
export function compileQuote(state: SupplyState, network: SupplyNetwork): (n: number) => void {
  const { nodeBacklogUnits, nodeShippedUnits, smoothedShipments, quotedLeadMonths, utilisation } = state;
  const { scarcityFactor, grownFactor, learnedFactor, priceFactor } = state;
  const { leadMonths, priceUsdBnPerMw, backlogMonths, initialUtilisation, backlogSlope, idleSlope } = network;
  const { minPriceFactor, maxPriceFactor, priceAdjustMonths, priceStep, learningExponent } = network;
  return (n) => {
    const flow = Math.max(nodeShippedUnits[n], LEAST_FLOW * smoothedShipments[n]);
    const wait = flow > 0 ? nodeBacklogUnits[n] / flow : 0;
    quotedLeadMonths[n] = leadMonths[n] + wait;
    if (priceUsdBnPerMw[n] === 0) return;
    const late = Math.max(0, wait - (backlogMonths[n] - 1));
    const idle = Math.max(0, initialUtilisation[n] - utilisation[n]);
    const target = 1 + (backlogSlope[n] * late) / MONTHS_PER_YEAR - idleSlope[n] * idle;
    const bounded = Math.min(maxPriceFactor[n], Math.max(minPriceFactor[n], target));
    scarcityFactor[n] += (bounded - scarcityFactor[n]) / priceAdjustMonths[n];
    grownFactor[n] *= priceStep[n];
    learnedFactor[n] = grownFactor[n];
    if (learningExponent[n] > 0) stepLearning(state, network, n);
    priceFactor[n] = scarcityFactor[n] * learnedFactor[n];
  };
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
