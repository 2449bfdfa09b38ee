/** Turbines behind the meter: the option of builders without a site. */

import type { World } from '../world/world.ts';

/** From ordering a turbine to running on it, months. */
function installedLeadMonths({ scenario }: World): number {
  return scenario.power.behindTheMeter.leadMonths;
}

/** Turbines that a firm lacks, MW: for dark systems, and for orders of a lead time that no site allows. */
function turbineNeedMw(world: World, f: number): number {
  const { firms, power } = world;
  const refused = firms.wantedMw[f] * (1 - firms.lit[f]) * installedLeadMonths(world);
  return Math.max(0, firms.stagedMw[f] + refused - power.turbinesOnOrderMw[f]);
}

/** Turbines that can be ordered this month, MW, over all firms. */
export function turbineSupplyMw(world: World, month: number): number {
  const { startMwPerMonth, endMwPerMonth, rampMonths } = world.scenario.power.behindTheMeter;
  return startMwPerMonth + (endMwPerMonth - startMwPerMonth) * Math.min(1, month / rampMonths);
}

/** Install what arrives, then divide the turbines that can be had in proportion to need. */
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
