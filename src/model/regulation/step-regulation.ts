/** Stage 10, regulation: pressure, hazards, restrictions in force. */

import { exp, log } from '../../numeric/elementary.ts';
import type { EventKind } from '../../columns/event.ts';
import type { World } from '../world.ts';

/** Log pressure beyond which a hazard stops growing, so that one month never makes it certain. */
const MAX_LOG_FACTOR = 4;
const MAX_FACTOR = exp(MAX_LOG_FACTOR);

/**
 * Update pressure, let restrictions lapse and new ones begin.
 *
 * Hazards are `lambda exp(beta x)` a year with x the pressure over month 0; a restriction begins when the month's
 * pre-drawn uniform is below `1 - e^{-hazard/12}`. One draw is used a month whatever is in force, so luck is the
 * same in paired runs. A disciplined industry meets fewer restrictions (test/laws/signs.test.ts).
 */
export function stepRegulation(world: World, month: number): void {
  const { regulation, scenario, shocks, derived } = world;
  regulation.pressure = pressure(world, month);
  const { moratorium, permitDelay, exportControl, antitrust } = scenario.regulation;
  const T = derived.maxMonths;
  let restricted = 0;
  let total = 0;
  for (let r = 0; r < derived.regionCount; r++) {
    const id = scenario.power.regions[r].id;
    const local = regulation.pressure + scenario.regulation.pressure.powerPriceWeight * log(world.power.priceIndex[r] / world.power.meanPriceIndex);
    regulation.moratoriumUntil[r] = restriction(
      world, month, regulation.moratoriumUntil[r], shocks.moratorium[r * T + month], moratorium, local, 'moratorium', id,
    );
    regulation.permitDelayUntil[r] = restriction(
      world, month, regulation.permitDelayUntil[r], shocks.permitDelay[r * T + month], permitDelay, local, 'permit-delay', id,
    );
    const load = world.power.regionEnergisedMw[r];
    total += load;
    if (month + 1 < regulation.moratoriumUntil[r]) restricted += load;
  }
  regulation.moratoriumShare = total > 0 ? restricted / total : 0;
  regulation.exportControlUntil = restriction(
    world, month, regulation.exportControlUntil, shocks.exportControl[month], exportControl, regulation.pressure, 'export-control', '',
  );
  regulation.antitrustUntil = restriction(
    world, month, regulation.antitrustUntil, shocks.antitrust[month], antitrust, regulation.pressure, 'antitrust', '',
  );
  regulation.stringency = stringency(world, month + 1);
}

interface Hazard {
  readonly ratePerYear: number;
  readonly sensitivity: number;
  readonly months: number;
}

/** End of a restriction after this month: unchanged, lapsed, or newly begun. */
function restriction(
  world: World, month: number, until: number, uniform: number, hazard: Hazard, x: number, kind: EventKind, entity: string,
): number {
  const where = entity === '' ? '' : ` in ${entity}`;
  if (until > 0 && until === month) {
    const detail = `${kind.replace('-', ' ')}${where} lapsed`;
    world.events.push({ month, kind: `${kind}-end` as EventKind, entity, magnitude: Number.NaN, detail });
  }
  if (month < until) return until;
  // 1 - e^{-h} <= h: most months are decided without an exponential.
  if (uniform >= (hazard.ratePerYear * MAX_FACTOR) / 12) return until;
  const rate = hazard.ratePerYear * exp(Math.min(MAX_LOG_FACTOR, hazard.sensitivity * x));
  if (uniform >= 1 - exp(-rate / 12)) return until;
  const detail = `${kind.replace('-', ' ')}${where} for ${hazard.months} months`;
  world.events.push({ month, kind, entity, magnitude: hazard.months, detail });
  return month + 1 + hazard.months;
}

/** Pressure over month 0: power price, data centres in the load, concentration, AI capex over GDP. */
function pressure(world: World, month: number): number {
  const { scenario, power, firms, derived, race } = world;
  const weights = scenario.regulation.pressure;
  let load = 0;
  let capex = 0;
  let hhi = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    load += firms.liveMw[f];
    capex += firms.investmentMw[f];
    hhi += firms.share[f] * firms.share[f];
  }
  const gdp = exp((derived.logGdpGrowthPerYear * month) / 12);
  const others = race.initialGridLoadMw;
  const facility = load * scenario.power.pue;
  const loadShare = facility / (facility + others) - race.initialLoadShare;
  const capexRise = log(Math.max(1e-9, capex / race.initialInvestmentMw / gdp));
  return (
    weights.powerPriceWeight * log(power.meanPriceIndex) +
    weights.loadShareWeight * loadShare +
    weights.concentrationWeight * (hhi - race.initialHhi) +
    weights.capexGdpWeight * capexRise
  );
}

/** Sum of the stringencies of the restrictions in force in a month; regional ones weigh by their share of AI load. */
function stringency(world: World, month: number): number {
  const { regulation, scenario, power, derived } = world;
  const s = scenario.regulation;
  let total = 0;
  let moratorium = 0;
  let delay = 0;
  for (let r = 0; r < derived.regionCount; r++) {
    const load = power.regionEnergisedMw[r];
    total += load;
    if (month < regulation.moratoriumUntil[r]) moratorium += load;
    if (month < regulation.permitDelayUntil[r]) delay += load;
  }
  const local = total > 0 ? (s.moratorium.stringency * moratorium + s.permitDelay.stringency * delay) / total : 0;
  return (
    local +
    (month < regulation.exportControlUntil ? s.exportControl.stringency : 0) +
    (month < regulation.antitrustUntil ? s.antitrust.stringency : 0)
  );
}
