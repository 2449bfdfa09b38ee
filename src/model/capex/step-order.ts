/** Stage 4, order: from investment to orders for systems, transformers and sites, and to cancellations. */

import { exp } from '../../numeric/elementary.ts';
import { sum } from '../../numeric/sum.ts';
import type { World } from '../world/world.ts';
import { lumpFactor } from './step-budget.ts';

/**
 * Place the month's orders on the supply network and request sites.
 *
 * A firm orders its investment from the systems node, in lumps around the plan, and one MW of transformers for each MW
 * of grid connection
 * granted last month. It cancels systems when its pipeline exceeds its target. It requests sites when the site pipeline
 * covers less than `siteCoverMonths` of net investment.
 */
export function stepOrder(world: World, month: number): void {
  const { firms, derived, supply, links, power, shocks, scenario } = world;
  const { deliveryLumpSize } = scenario.capex;
  supply.unevenNode = deliveryLumpSize > 0 ? links.systemsNode : -1;
  for (let f = 0; f < derived.firmCount; f++) {
    const systems = links.systems[f];
    supply.externalOrders[systems] = firms.investmentMw[f] * lumpFactor(world, f);
    supply.externalCancels[systems] = cancelRequestMw(world, f);
    supply.externalOrders[links.electrical[f]] = power.grantedMw[f];
    power.grantedMw[f] = 0;
    if (deliveryLumpSize > 0)
      supply.place[systems] = exp(deliveryLumpSize * shocks.delivery[f * derived.maxMonths + month]);
  }
  stepSiteRequests(world, month);
}

/**
 * Systems that a firm asks to cancel this month, MW, at least 0: a share of the excess of its pipeline over its target,
 * at most the excess of its order backlog over the normal months of today's investment.
 */
function cancelRequestMw(world: World, f: number): number {
  const { firms, supply, links, network, demand, scenario } = world;
  const rate = scenario.supply.cancellation?.ratePerMonth ?? 0;
  const normalMw = network.backlogMonths[links.systemsNode] * firms.investmentMw[f];
  const surplusMw = supply.backlogRealUnits[links.systems[f]] - normalMw;
  const excessMw = (firms.pipeline[f] - firms.target[f]) / demand.performance;
  return rate * Math.max(0, Math.min(surplusMw, excessMw));
}

/** Site pipeline of a firm beyond energised sites in use, MW: empty, under construction, in permitting and queued. */
export function sitePositionMw(world: World, f: number): number {
  const { firms, power } = world;
  return (
    power.energisedMw[f] -
    firms.liveMw[f] -
    firms.stagedMw[f] +
    power.underwayMw[f] +
    power.firmQueuedMw[f] +
    power.turbinesOnOrderMw[f]
  );
}

/** Target site pipeline of a firm, MW. */
export function siteNeedMw(world: World, f: number): number {
  const { firms, scenario } = world;
  return Math.max(0, firms.wantedMw[f] - firms.retiringMw[f] / 12) * scenario.power.siteCoverMonths;
}

function stepSiteRequests(world: World, month: number): void {
  const { derived, power, scenario } = world;
  const { firmCount: F, regionCount: R, queueDepth, maxMonths } = derived;
  stepAttraction(world, month);
  const weights = sum(power.attraction);
  if (weights === 0) return;
  for (let f = 0; f < F; f++) {
    const gap = siteNeedMw(world, f) - sitePositionMw(world, f);
    if (gap <= 0) continue;
    const request = gap / scenario.power.siteAdjustMonths;
    power.firmQueuedMw[f] += request;
    for (let r = 0; r < R; r++) {
      const amount = (request * power.attraction[r]) / weights;
      power.queueMw[(r * (queueDepth + maxMonths) + queueDepth + month) * F + f] += amount;
      power.queuedMw[r] += amount;
      power.speculativeMw[r] += amount * scenario.power.speculativeRatio;
    }
  }
}

/** Regions with more grid capacity and shorter queues get more requests; a region under a moratorium gets none. */
function stepAttraction({ power, regulation, derived }: World, month: number): void {
  for (let r = 0; r < derived.regionCount; r++) {
    const open = month >= regulation.moratoriumUntil[r];
    power.attraction[r] = open ? power.additionsMw[r] / (12 + power.waitMonths[r]) : 0;
  }
}
