/** Outages of supplier companies: each removes a share of its node's capacity for some months. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A dated outage of the scenario; it replaces a current outage. */
export interface Outage {
  readonly company: number;
  readonly month: number;
  readonly months: number;
  /** Share of the company's capacity lost, in [0, 1]. */
  readonly loss: number;
}

/** Start a dated outage; call before the orders of its first month. */
export function stepForcedOutage(state: SupplyState, outage: Outage): void {
  state.outageEnd[outage.company] = outage.month + outage.months;
  state.outageLoss[outage.company] = outage.loss;
  state.inOutage[outage.company] = 0;
}

/**
 * End and start outages: set the available share of every node's capacity this month.
 *
 * A working company fails with its monthly probability, by a uniform drawn beforehand, so that all policies have common
 * random numbers. The available share of a node is `1 - sum of share_s loss_s` over its failed companies.
 */
export function compileOutages(state: SupplyState, network: SupplyNetwork): (month: number) => void {
  const { outageEnd, outageLoss, inOutage, outageEvent, outageUniforms, maxMonths } = state;
  const { companies, outageChance } = network;
  return (month) => {
    for (let s = 0; s < companies; s++) {
      const chance = outageChance[s];
      if (chance > 0 && month >= outageEnd[s] && outageUniforms[s * maxMonths + month] < chance) {
        outageEnd[s] = month + network.outageMonths[s];
        outageLoss[s] = network.outageLoss[s];
      }
      const active = month < outageEnd[s] ? 1 : 0;
      if (active === inOutage[s]) outageEvent[s] = 0;
      else {
        outageEvent[s] = 2 - active;
        inOutage[s] = active;
        stepAvailability(state, network, network.companyNode[s]);
      }
    }
  };
}

/** Compute the available capacity share of the companies of node `n`. */
function stepAvailability(state: SupplyState, network: SupplyNetwork, n: number): void {
  state.availability[n] = 1;
  for (let s = 0; s < network.companies; s++) {
    if (network.companyNode[s] !== n) continue;
    const lost = state.inOutage[s] === 1 ? state.outageLoss[s] : 0;
    state.companyAvailable[s] = 1 - lost;
    state.availability[n] -= network.companyShare[s] * lost;
  }
}
