/** Regulatory pressure from power prices, load, concentration and capex. */

import { exp, log } from '../../numeric/elementary.ts';
import type { World } from '../world/world.ts';

/**
 * Pressure of the whole economy relative to month 0: weighted log power price, share of data centres in the load, rise
 * of
 * the Herfindahl index of builders, and AI capex over output.
 */
export function nationalPressure(world: World, month: number): number {
  const { scenario, power, firms, books, derived, race } = world;
  const weights = scenario.regulation.pressure;
  let load = 0;
  let capex = 0;
  let hhi = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    load += firms.liveMw[f];
    capex += books.aiCapex[f];
    hhi += firms.share[f] * firms.share[f];
  }
  const facility = load * scenario.power.pue;
  const loadShare = facility / (facility + race.initialGridLoadMw) - race.initialLoadShare;
  const outputUsdBn = (scenario.finance.gdpUsdBnPerYear / 12) * exp((derived.logGdpGrowthPerYear * month) / 12);
  return (
    weights.powerPriceWeight * log(power.meanPriceIndex) +
    weights.loadShareWeight * loadShare +
    weights.concentrationWeight * (hhi - race.initialHhi) +
    weights.capexGdpWeight * (capex / outputUsdBn - race.initialCapexShare)
  );
}

/** Pressure in a region: that of the economy, plus a term for power prices above the average. */
export function regionalPressure({ scenario, power, regulation }: World, r: number): number {
  const weight = scenario.regulation.pressure.powerPriceWeight;
  return regulation.pressure + weight * log(power.priceIndex[r] / power.meanPriceIndex);
}
