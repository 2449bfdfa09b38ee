/** Turbines behind the meter: on-site generation for builders without a grid connection. */

import type { World } from '../world/world.ts';

/** Lead time from ordering a turbine to energisation, months. */
function installedLeadMonths({ scenario }: World): number {
  return scenario.power.behindTheMeter.leadMonths;
}

/** Turbines that a firm needs, MW: for unpowered systems, and for orders of a lead time without a site. */
function turbineNeedMw(world: World, f: number): number {
  const { firms, power } = world;
  const refused = firms.wantedMw[f] * (1 - firms.lit[f]) * installedLeadMonths(world);
  return Math.max(0, firms.stagedMw[f] + refused - power.turbinesOnOrderMw[f]);
}

/** Limit on turbine orders this month, MW, over all firms. */
export function turbineSupplyMw(world: World, month: number): number {
  const { startMwPerMonth, endMwPerMonth, rampMonths } = world.scenario.power.behindTheMeter;
  return startMwPerMonth + (endMwPerMonth - startMwPerMonth) * Math.min(1, month / rampMonths);
}

/** Install arriving turbines, then allocate the available ones in proportion to need. */
export function stepTurbines(world: World, month: number): void {
  const { power, derived } = world;
  const lead = installedLeadMonths(world);
  const slot = month % lead;
  let need = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const arrived = power.turbinesMw[f * lead + slot];
    power.turbinesMw[f * lead + slot] = 0;
    power.turbinesOnOrderMw[f] = Math.max(0, power.turbinesOnOrderMw[f] - arrived);
    power.turbinesArrivedMw[f] = arrived;
    power.turbinesInstalledMw[f] += arrived;
    power.energisedMw[f] += arrived;
    need += turbineNeedMw(world, f);
  }
  const fraction = need > 0 ? Math.min(1, turbineSupplyMw(world, month) / need) : 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const ordered = turbineNeedMw(world, f) * fraction;
    power.turbinesOrderedMw[f] = ordered;
    power.turbinesMw[f * lead + slot] = ordered;
    power.turbinesOnOrderMw[f] += ordered;
  }
}
