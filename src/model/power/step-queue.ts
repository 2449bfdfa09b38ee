/** The interconnection queue of a region: first come, first served, after a study, within grid capacity. */

import { siteNeedMw, sitePositionMw } from '../capex/step-order.ts';
import { GRID_ADDITIONS, activeFactor } from '../world/interventions.ts';
import type { World } from '../world/world.ts';

/**
 * Add grid capacity and grant it to the head of the queue.
 *
 * Requests older than `studyMonths` are processed in order of age until the firm capacity is used up; the speculative
 * ones among them withdraw. A firm whose committed sites exceed its need declines that part of its grant. The wait is
 * the age of the request at the head of the queue; the quotient queue / throughput would mistake a fall in requests for
 * a long wait. More grid additions never lengthen the wait (test/model/power.test.ts).
 */
export function stepQueue(world: World, month: number, r: number): void {
  const { power, derived, scenario, regulation } = world;
  const { firmCount: F, queueDepth, maxMonths } = derived;
  const { queueMw, headroomMw, speculativeMw } = power;
  const settings = scenario.power;
  const { studyMonths, speculativeRatio } = settings;
  const ramp =
    (1 + month / settings.additionsDoublingMonths) * activeFactor(world, month, GRID_ADDITIONS, settings.regions[r].id);
  power.additionsMw[r] = settings.regions[r].additionsMwPerMonth * ramp;
  headroomMw[r] += power.additionsMw[r];

  const newest = queueDepth + month;
  let head = power.queueHead[r];
  const halted = month < regulation.moratoriumUntil[r];
  while (!halted && head <= newest - studyMonths) {
    const at = (r * (queueDepth + maxMonths) + head) * F;
    let real = 0;
    for (let f = 0; f < F; f++) real += queueMw[at + f];
    if (real > 0) {
      if (headroomMw[r] <= 0) break;
      const fraction = Math.min(1, headroomMw[r] / real);
      speculativeMw[r] = Math.max(0, speculativeMw[r] - fraction * real * speculativeRatio);
      stepGrants(world, r, at, fraction);
      if (fraction < 1) break;
    }
    head++;
  }
  power.queueHead[r] = head;
  power.waitMonths[r] = Math.max(studyMonths, newest - head);
}

/**
 * Share of a grant that each firm takes this month: all of it unless sites that are empty, under construction or
 * permitted already exceed its need. Queued sites do not count; unpowered systems reduce the existing sites.
 */
export function stepAcceptance(world: World): void {
  for (let f = 0; f < world.derived.firmCount; f++) {
    const committed = sitePositionMw(world, f) - world.power.firmQueuedMw[f];
    world.power.acceptance[f] = committed > 0 ? Math.min(1, siteNeedMw(world, f) / committed) : 1;
  }
}

/** Grant a fraction of a cohort's requests, starting at `at`; firms decline what they no longer need. */
function stepGrants(world: World, r: number, at: number, fraction: number): void {
  const { power, derived } = world;
  const F = derived.firmCount;
  const { queueMw, queuedMw, firmQueuedMw, headroomMw, permittingMw, underwayMw, grantedMw, acceptance } = power;
  for (let f = 0; f < F; f++) {
    const offered = queueMw[at + f] * fraction;
    const taken = offered * acceptance[f];
    queueMw[at + f] -= offered;
    queuedMw[r] = Math.max(0, queuedMw[r] - offered);
    firmQueuedMw[f] = Math.max(0, firmQueuedMw[f] - offered);
    headroomMw[r] -= taken;
    permittingMw[r * F + f] += taken;
    underwayMw[f] += taken;
    grantedMw[f] += taken;
  }
}
