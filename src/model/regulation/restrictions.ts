/** Start and end of regulatory restrictions. */

import { counted } from '../../numeric/counted.ts';
import { exp } from '../../numeric/elementary.ts';
import type { Restriction } from '../world/regulation.ts';
import type { World } from '../world/world.ts';

/** Log pressure beyond which a hazard stops growing, so that a restriction is never certain within a month. */
const MAX_LOG_FACTOR = 4;
const MAX_FACTOR = exp(MAX_LOG_FACTOR);

/** Whether a month's draw can start the restriction at any pressure, by the bound 1 - e^{-h} <= h. */
export function mayBegin({ hazard, uniforms }: Restriction, month: number): boolean {
  return uniforms[month] < (hazard.ratePerYear * MAX_FACTOR) / 12;
}

/**
 * Start a restriction when the month's draw is below `1 - e^{-hazard/12}`, hazard `lambda e^{beta x}` a year.
 * It is in force from the next month on.
 *
 * @param x  Pressure relative to month 0 where the restriction would apply.
 */
export function stepRestriction(world: World, restriction: Restriction, month: number, x: number): void {
  const { hazard, uniforms, until, at, kind, entity } = restriction;
  const rate = hazard.ratePerYear * exp(Math.min(MAX_LOG_FACTOR, hazard.sensitivity * x));
  if (uniforms[month] >= 1 - exp(-rate / 12)) return;
  until[at] = month + 1 + hazard.months;
  const detail = `${nameOf(restriction)} for ${counted(hazard.months, 'month')}`;
  world.events.push({ month, kind, entity, magnitude: hazard.months, detail });
}

/** Record that a restriction lapsed. */
export function recordLapse(world: World, restriction: Restriction, month: number): void {
  const { endKind, entity } = restriction;
  world.events.push({ month, kind: endKind, entity, magnitude: Number.NaN, detail: `${nameOf(restriction)} lapsed` });
}

function nameOf({ kind, entity }: Restriction): string {
  return entity === '' ? kind.replace('-', ' ') : `${kind.replace('-', ' ')} in ${entity}`;
}
