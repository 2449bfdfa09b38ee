/** Stage 10, regulation: pressure, hazards, restrictions in force. */

import type { World } from '../world/world.ts';
import { nationalPressure, regionalPressure } from './pressure.ts';
import { ANTITRUST, EXPORT_CONTROL } from '../world/regulation.ts';
import { mayBegin, recordLapse, stepRestriction } from './restrictions.ts';

/**
 * Update pressure, let restrictions lapse and new ones begin.
 *
 * Each month uses one draw, whatever is in force, so paired runs have common random numbers. A disciplined industry
 * gets fewer restrictions (test/laws/signs.test.ts).
 */
export function stepRegulation(world: World, month: number): void {
  const { regulation, restrictions } = world;
  regulation.pressure = nationalPressure(world, month);
  for (let i = 0; i < restrictions.length; i++) {
    const restriction = restrictions[i];
    const until = restriction.until[restriction.at];
    if (until === month && until > 0) recordLapse(world, restriction, month);
    if (month < until || !mayBegin(restriction, month)) continue;
    const x = restriction.region < 0 ? regulation.pressure : regionalPressure(world, restriction.region);
    stepRestriction(world, restriction, month, x);
  }
  stepStringency(world, month + 1);
}

/**
 * Stringency of the restrictions in force in a month, regional ones weighted by AI load; and the load under moratoria.
 */
function stepStringency(world: World, month: number): void {
  const { regulation, scenario, power, derived } = world;
  const { moratorium, permitDelay, exportControl, antitrust } = scenario.regulation;
  let total = 0;
  let halted = 0;
  let delayed = 0;
  for (let r = 0; r < derived.regionCount; r++) {
    const load = power.regionEnergisedMw[r];
    total += load;
    if (month < regulation.moratoriumUntil[r]) halted += load;
    if (month < regulation.permitDelayUntil[r]) delayed += load;
  }
  regulation.moratoriumShare = total > 0 ? halted / total : 0;
  const local = total > 0 ? (moratorium.stringency * halted + permitDelay.stringency * delayed) / total : 0;
  regulation.stringency =
    local +
    (month < regulation.nationalUntil[EXPORT_CONTROL] ? exportControl.stringency : 0) +
    (month < regulation.nationalUntil[ANTITRUST] ? antitrust.stringency : 0);
}
