/** Stage 6, power: from queue, permits, shells, transformers and turbines to energised MW of firms and regions. */

import { activeFactor, PERMIT_TIME } from '../world/interventions.ts';
import type { World } from '../world/world.ts';
import { stepAcceptance, stepQueue } from './step-queue.ts';
import { stepTurbines } from './step-turbines.ts';

/**
 * Advance sites by a month: grid capacity is granted to the head of each queue, permits are issued, shells are built,
 * and sites with a finished shell and a transformer are energised. Energised AI load never exceeds the grid
 * capacity granted plus turbines installed (test/laws/physical.test.ts).
 */
export function stepPower(world: World, month: number): void {
  stepAcceptance(world);
  for (let r = 0; r < world.derived.regionCount; r++) {
    stepQueue(world, month, r);
    stepPermits(world, month, r);
  }
  stepEnergise(world);
  world.power.shellPriceFactor *= world.derived.shellPriceStep;
  stepTurbines(world, month);
  stepPowerPrice(world, month);
}

/** Issue permits at rate 1 / permit time, which grows with existing load and with a permit delay. */
function stepPermits(world: World, month: number, r: number): void {
  const { power, regulation, scenario, derived } = world;
  const F = derived.firmCount;
  const lead = scenario.power.shellLeadMonths;
  const slot = month % lead;
  const region = scenario.power.regions[r];
  const opposition = 1 + scenario.power.oppositionPerGw * (power.regionEnergisedMw[r] / 1000);
  const delay = month < regulation.permitDelayUntil[r] ? scenario.regulation.permitDelay.factor : 1;
  const decreed = activeFactor(world, month, PERMIT_TIME, region.id);
  const halted = month < regulation.moratoriumUntil[r];
  const issued = halted ? 0 : Math.min(1, 1 / (region.permitMonths * opposition * delay * decreed));
  const { buildingMw, permittingMw, shellsMw, finishingMw, buildingTotalMw } = power;
  for (let f = 0; f < F; f++) {
    const at = r * F + f;
    const ring = at * lead + slot;
    const finished = buildingMw[ring];
    const permitted = permittingMw[at] * issued;
    shellsMw[at] += finished;
    permittingMw[at] -= permitted;
    buildingTotalMw[f] = Math.max(0, buildingTotalMw[f] + permitted - finished);
    buildingMw[ring] = permitted;
    finishingMw[f * lead + slot] += permitted - finished;
  }
}

/** Energise finished shells up to the firm's transformers, in proportion over its regions. */
function stepEnergise(world: World): void {
  const { power, derived, supply, links } = world;
  const { firmCount: F, regionCount: R } = derived;
  for (let f = 0; f < F; f++) {
    let ready = 0;
    for (let r = 0; r < R; r++) ready += power.shellsMw[r * F + f];
    power.transformersMw[f] += supply.receivedUnits[links.electrical[f]];
    const energised = Math.min(ready, power.transformersMw[f]);
    power.newlyEnergisedMw[f] = energised;
    power.standingMw[f] = ready - energised;
    if (energised <= 0) continue;
    const fraction = energised / ready;
    for (let r = 0; r < R; r++) {
      const part = power.shellsMw[r * F + f] * fraction;
      power.shellsMw[r * F + f] -= part;
      power.regionEnergisedMw[r] += part;
    }
    power.energisedMw[f] += energised;
    power.underwayMw[f] = Math.max(0, power.underwayMw[f] - energised);
    power.transformersMw[f] -= energised;
  }
}

/** Wait beyond the study period that counts as much as no headroom, months. */
const SCARCE_WAIT_MONTHS = 24;

/**
 * Scarcity of power in a region, at least 0: shortfall of headroom from its target, plus the wait beyond the study
 * period in units of two years.
 */
export function scarcity(world: World, r: number): number {
  const { power, scenario } = world;
  const target = Math.max(1e-9, scenario.power.targetHeadroomShare * 12 * power.additionsMw[r]);
  const shortfall = Math.max(0, 1 - power.headroomMw[r] / target);
  return shortfall + Math.max(0, power.waitMonths[r] - scenario.power.studyMonths) / SCARCE_WAIT_MONTHS;
}

/**
 * Months from the request for grid power to energisation at current delays: the wait at the head of the queue, then the
 * longer of permit with shell and the quoted lead time of a transformer; a mean over regions weighted by grid
 * additions.
 */
export function connectionMonths(world: World): number {
  const { power, scenario, derived, supply, links } = world;
  let building = 0;
  let additions = 0;
  for (let r = 0; r < derived.regionCount; r++) {
    const opposition = 1 + scenario.power.oppositionPerGw * (power.regionEnergisedMw[r] / 1000);
    building += power.additionsMw[r] * scenario.power.regions[r].permitMonths * opposition;
    additions += power.additionsMw[r];
  }
  const built = scenario.power.shellLeadMonths + (additions > 0 ? building / additions : 0);
  return power.meanWaitMonths + Math.max(built, supply.quotedLeadMonths[links.electricalNode]);
}

/**
 * Set the price of power relative to month 0: `(1 + c z^2) / (1 + c z0^2)`, z0 the scarcity of month 0. Without
 * scarcity the surcharge is gone, and no more.
 */
function stepPowerPrice(world: World, month: number): void {
  const { power, derived, scenario, regulation } = world;
  let sum = 0;
  let weight = 0;
  let wait = 0;
  let additions = 0;
  for (let r = 0; r < derived.regionCount; r++) {
    const z = scarcity(world, r);
    power.priceIndex[r] = (1 + scenario.power.priceConvexity * z * z) / power.basePrice[r];
    const load = power.regionEnergisedMw[r] + 1;
    sum += load * power.priceIndex[r];
    weight += load;
    // A queue halted by a moratorium is left out: it waits for the law, not for the grid.
    if (month < regulation.moratoriumUntil[r]) continue;
    wait += power.additionsMw[r] * power.waitMonths[r];
    additions += power.additionsMw[r];
  }
  power.meanPriceIndex = sum / weight;
  if (additions > 0) power.meanWaitMonths = wait / additions;
}

/** Store the price of power of month 0, over that without scarcity: the reference of later prices. */
export function stepPriceBase(world: World): void {
  for (let r = 0; r < world.derived.regionCount; r++) {
    const z = scarcity(world, r);
    world.power.basePrice[r] = 1 + world.scenario.power.priceConvexity * z * z;
    world.power.priceIndex[r] = 1;
  }
  world.power.meanPriceIndex = 1;
  world.power.meanWaitMonths = world.scenario.power.initialWaitMonths;
}
