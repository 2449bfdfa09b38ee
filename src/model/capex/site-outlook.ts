/** Site outlook: the systems that a builder may order so that they have power on arrival. */

import type { World } from '../world/world.ts';

/** Months over which a builder uses up spare sites, or makes up for missing ones. */
const CORRECTION_MONTHS = 3;

/**
 * Systems for which a firm will have a site, MW/month, at least 0.
 *
 * Systems ordered now arrive after their quoted lead time. Sites then are those energised now, those whose shell and
 * transformer are finished by then, and turbines on order; energised, unpowered and ordered systems use them. The spare
 * sites, plus the unpowered systems that the firm tolerates, are used over a quarter, on top of the sites added in a
 * month.
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
