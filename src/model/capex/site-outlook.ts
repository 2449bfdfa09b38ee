/** Site outlook: how many systems a builder may order so that they find power when they arrive. */

import type { World } from '../world/world.ts';

/** Months over which a builder works off sites to spare, or too few of them. */
const CORRECTION_MONTHS = 3;

/**
 * Systems for which a firm will have a site, MW/month, at least 0.
 *
 * Systems ordered now arrive after the lead time quoted for them. By then there are the sites that run, those whose
 * shell is finished and transformer delivered in that time, and turbines on order; live, staged and ordered systems use
 * them. What is left, plus the dark systems that the firm tolerates, is used over a quarter, on top of the sites
 * that come in a month.
 */
export function sitesAllowMw(world: World, month: number, f: number): number {
  const { power, firms, supply, links, scenario } = world;
  const { shellLeadMonths, darkToleranceMonths, behindTheMeter } = scenario.power;
  const lead = Math.max(1, Math.min(shellLeadMonths, Math.round(supply.quotedLeadMonths[links.systemsNode])));
  const link = links.systems[f];
  const electrical = links.electrical[f];
  const shells = power.standingMw[f] + finishingMw(world, month, f, lead);
  const transformers = power.transformersMw[f] + lead * supply.receivedUnits[electrical];
  const turbines = power.turbinesOnOrderMw[f] * Math.min(1, lead / behindTheMeter.leadMonths);
  const coming = Math.min(shells, transformers) + turbines;
  const used = firms.liveMw[f] + firms.stagedMw[f] + supply.backlogRealUnits[link] + supply.inTransitUnits[link];
  const flow = coming / lead;
  const left = power.energisedMw[f] + coming - used + darkToleranceMonths * flow;
  return Math.max(0, flow + firms.retiringMw[f] / 12 + left / CORRECTION_MONTHS);
}

/** Shells of a firm that are finished within so many months, MW. */
function finishingMw({ power, scenario }: World, month: number, f: number, months: number): number {
  const lead = scenario.power.shellLeadMonths;
  if (months >= lead) return power.buildingTotalMw[f];
  let slot = month % lead;
  let total = 0;
  for (let k = 0; k < months; k++) {
    total += power.finishingMw[f * lead + slot];
    slot = slot + 1 === lead ? 0 : slot + 1;
  }
  return total;
}
