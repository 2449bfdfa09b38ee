/** Cost structure of the supply nodes at month 0, from prices, bills of materials and gross margins. */

import type { Economy } from '../../scenario/economy.ts';
import { OUTSIDE } from '../supply/link-plan.ts';
import type { SupplyNetwork } from '../supply/network.ts';

/**
 * Derive conversion cost so that each node earns its gross margin at month-0 prices and flows:
 * `c = price (1 - margin) - sum of inputs`. Arrays have shape [node].
 */
export function supplierCosts(scenario: Economy, network: SupplyNetwork) {
  const N = network.nodes;
  const costs = {
    /** Cost of turning inputs into a MW of product, USD bn/MW, at least 0. */
    conversionUsdBnPerMw: new Float64Array(N),
    /** Share of that cost which is fixed to capacity, in [0, 1]. */
    fixedShare: new Float64Array(N),
    /** Utilisation at month 0; 1 for a node without a limit. */
    initialUtilisation: new Float64Array(N).fill(1),
    /** Capacity on which fixed cost is paid, MW/month: in place, but finite for a node without a limit. */
    capacityAtFullCost: new Float64Array(N),
    initialCash: new Float64Array(N),
    initialPlant: new Float64Array(N),
  };
  for (let n = 0; n < N; n++) {
    const books = scenario.finance.suppliers.find((supplier) => supplier.id === network.nodeIds[n]);
    let inputs = 0;
    for (let i = network.inStart[n]; i < network.inStart[n + 1]; i++) {
      const e = network.inLink[i];
      const supplier = network.supplier[e];
      if (supplier !== OUTSIDE) inputs += network.priceUsdBnPerMw[supplier] * network.perMw[e];
    }
    const price = network.priceUsdBnPerMw[n];
    const flow = network.initialFlow[n];
    const finite = Number.isFinite(network.initialCapacity[n]);
    costs.conversionUsdBnPerMw[n] = Math.max(0, price * (1 - (books?.grossMargin ?? 0)) - inputs);
    costs.fixedShare[n] = books?.fixedCostShare ?? 0;
    if (finite && network.initialCapacity[n] > 0) costs.initialUtilisation[n] = flow / network.initialCapacity[n];
    costs.capacityAtFullCost[n] = finite ? Number.MAX_VALUE : flow;
    const sales = price * network.initialSales[n];
    costs.initialCash[n] = sales * (books?.cashMonths ?? 0);
    costs.initialPlant[n] = sales * 12 * (books?.plantOverSales ?? 0);
  }
  return costs;
}
