/** Financing conditions of builders, and the source of earnings of each listed company. */

import { mapFloat64, mapInt32 } from '../../numeric/map-typed.ts';
import type { Economy } from '../../scenario/economy.ts';
import type { Equity } from '../../scenario/market.ts';
import type { SupplyNetwork } from '../supply/network.ts';

/** Financing conditions of builders this month; constant without a market. Every array has shape [firm]. */
export function createConditions(firms: number) {
  return {
    /** Change of the risk-free rate since month 0, per year, set by interventions. */
    rateChangePerYear: 0,
    /** Narrative that builders see. */
    narrative: 0,
    /** Cost of capital, and credit spread over the risk-free rate, per year. */
    waccPerYear: new Float64Array(firms),
    spreadPerYear: new Float64Array(firms),
    /** Factor on the leverage that lenders accept. */
    leverageFactor: new Float64Array(firms),
    /** AI capex of all builders, USD bn/month, smoothed over a quarter. */
    smoothedCapexUsdBn: 0,
  };
}

/**
 * Find the source of profit of each listed company: a builder, a node, or, when both are -1, a basket.
 * Arrays have shape [equity], in the order of the market's rules.
 */
export function linkEquities(scenario: Economy, network: SupplyNetwork, ids: readonly string[]) {
  const listed = scenario.market?.equities ?? [];
  const equities = ids.map((id) => listed.find((equity) => equity.id === id) as Equity);
  const firms = scenario.firms.map((firm) => firm.id);
  const firm = mapInt32(equities, ({ of }) => firms.indexOf(of?.firm ?? ''));
  return {
    firm,
    node: mapInt32(equities, ({ of }) => network.nodeIds.indexOf(of?.node ?? '')),
    /** Supplier company at the node; -1 for the whole node. */
    company: mapInt32(equities, ({ of }) => network.companyIds.indexOf(`${of?.node}/${of?.company}`)),
    /** Earnings of a basket at month 0, USD bn/year. */
    basketUsdBnPerYear: mapFloat64(equities, (equity) => equity.earningsUsdBnPerYear ?? 0),
    /** Equity of each builder; -1 when it is not listed. Shape [firm]. */
    ofFirm: mapInt32(firms, (_, f) => firm.indexOf(f)),
  };
}
