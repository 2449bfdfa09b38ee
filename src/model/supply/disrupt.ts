/** Outages of supplier companies: each takes a share of its node's capacity away for some months. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** An outage that the scenario dates; one under way is replaced. */
export interface Outage {
  readonly company: number;
  readonly month: number;
  readonly months: number;
  /** Share of the company's capacity lost, in [0, 1]. */
  readonly loss: number;
}

/** Start an outage that a scenario dates; call before the orders of its first month. */
export function stepForcedOutage(state: SupplyState, outage: Outage): void {
  state.outageEnd[outage.company] = outage.month + outage.months;
  state.outageLoss[outage.company] = outage.loss;
}

/**
 * Let outages end and begin: sets what share of every node's capacity is available this month.
 *
 * A working company fails with its monthly chance, on a uniform drawn beforehand, so that luck is the same
 * whatever the policy. The available share of a node is `1 - sum of share_s loss_s` over its failed companies.
 */
export function stepOutages(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { outageEnd, outageLoss, inOutage, outageEvent, companyAvailable, availability, outageUniforms } = state;
  const { companies, companyNode, companyShare, outageChance, outageMonths } = network;
  const maxMonths = state.maxMonths;
  for (let n = 0; n < network.nodes; n++) availability[n] = 1;
  for (let s = 0; s < companies; s++) {
    if (month >= outageEnd[s] && outageUniforms[s * maxMonths + month] < outageChance[s]) {
      outageEnd[s] = month + outageMonths[s];
      outageLoss[s] = network.outageLoss[s];
    }
    const active = month < outageEnd[s] ? 1 : 0;
    outageEvent[s] = active === inOutage[s] ? 0 : 2 - active;
    inOutage[s] = active;
    companyAvailable[s] = active === 1 ? 1 - outageLoss[s] : 1;
    availability[companyNode[s]] -= companyShare[s] * (1 - companyAvailable[s]);
  }
}
