/** Restrictions: which can be in force where, how they begin, and how they lapse. */

import type { EventKind } from '../../columns/event.ts';
import { exp } from '../../numeric/elementary.ts';
import type { Economy } from '../../scenario/economy.ts';
import type { RegulationState, Shocks, World } from '../world.ts';

/** Place of a national restriction in `RegulationState.nationalUntil`. */
export const EXPORT_CONTROL = 0;
export const ANTITRUST = 1;

/** Log pressure beyond which a hazard stops growing, so that one month never makes it certain. */
const MAX_LOG_FACTOR = 4;
const MAX_FACTOR = exp(MAX_LOG_FACTOR);

/** One restriction that may come into force: of a kind, in a region or in the whole economy. */
export interface Restriction {
  readonly kind: EventKind;
  readonly endKind: EventKind;
  /** Region id, or empty for a national one; and its index, -1 for national. */
  readonly entity: string;
  readonly region: number;
  readonly hazard: { readonly ratePerYear: number; readonly sensitivity: number; readonly months: number };
  /** Pre-drawn uniforms, shape [month]. */
  readonly uniforms: Float64Array;
  /** Month in which it ends, exclusive, in slot `at`; 0 when it never was in force. */
  readonly until: Float64Array;
  readonly at: number;
}

/** List every restriction of a scenario: moratoria and permit delays by region, then export control and antitrust. */
export function compileRestrictions(scenario: Economy, shocks: Shocks, state: RegulationState): Restriction[] {
  const { moratorium, permitDelay, exportControl, antitrust } = scenario.regulation;
  const months = shocks.exportControl.length;
  const regional = scenario.power.regions.flatMap((region, r) => {
    const row = (uniforms: Float64Array): Float64Array => uniforms.subarray(r * months, (r + 1) * months);
    const place = { entity: region.id, region: r, at: r };
    return [
      {
        ...place,
        ...kinds('moratorium'),
        hazard: moratorium,
        uniforms: row(shocks.moratorium),
        until: state.moratoriumUntil,
      },
      {
        ...place,
        ...kinds('permit-delay'),
        hazard: permitDelay,
        uniforms: row(shocks.permitDelay),
        until: state.permitDelayUntil,
      },
    ];
  });
  const nation = { entity: '', region: -1, until: state.nationalUntil };
  return [
    ...regional,
    {
      ...nation,
      ...kinds('export-control'),
      hazard: exportControl,
      uniforms: shocks.exportControl,
      at: EXPORT_CONTROL,
    },
    { ...nation, ...kinds('antitrust'), hazard: antitrust, uniforms: shocks.antitrust, at: ANTITRUST },
  ];
}

function kinds(kind: 'moratorium' | 'permit-delay' | 'export-control' | 'antitrust'): {
  kind: EventKind;
  endKind: EventKind;
} {
  return { kind, endKind: `${kind}-end` };
}

/** Whether a month's draw, given its bound, may begin the restriction at any pressure: 1 - e^{-h} <= h. */
export function mayBegin({ hazard, uniforms }: Restriction, month: number): boolean {
  return uniforms[month] < (hazard.ratePerYear * MAX_FACTOR) / 12;
}

/**
 * Begin a restriction when the month's draw is below `1 - e^{-hazard/12}`, hazard `lambda e^{beta x}` a year.
 * It is in force from the next month on.
 *
 * @param x  Pressure over month 0 where the restriction would apply.
 */
export function stepRestriction(world: World, restriction: Restriction, month: number, x: number): void {
  const { hazard, uniforms, until, at, kind, entity } = restriction;
  const rate = hazard.ratePerYear * exp(Math.min(MAX_LOG_FACTOR, hazard.sensitivity * x));
  if (uniforms[month] >= 1 - exp(-rate / 12)) return;
  until[at] = month + 1 + hazard.months;
  const detail = `${nameOf(restriction)} for ${hazard.months} months`;
  world.events.push({ month, kind, entity, magnitude: hazard.months, detail });
}

/** Tell that a restriction lapsed. */
export function recordLapse(world: World, restriction: Restriction, month: number): void {
  const { endKind, entity } = restriction;
  world.events.push({ month, kind: endKind, entity, magnitude: Number.NaN, detail: `${nameOf(restriction)} lapsed` });
}

function nameOf({ kind, entity }: Restriction): string {
  return entity === '' ? kind.replace('-', ' ') : `${kind.replace('-', ' ')} in ${entity}`;
}
