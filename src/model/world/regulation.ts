/** State of regulation: kinds, places and ends of restrictions. */

import type { EventKind } from '../../columns/event.ts';
import type { Economy } from '../../scenario/economy.ts';
import type { Shocks } from './shocks.ts';

/** Index of a national restriction in `RegulationState.nationalUntil`. */
export const EXPORT_CONTROL = 0;
export const ANTITRUST = 1;

export function createRegulation(regions: number) {
  const byRegion = (): Float64Array => new Float64Array(regions);
  return {
    pressure: 0,
    stringency: 0,
    /** Month in which each restriction ends, exclusive; 0 when none. Shape [region]. */
    moratoriumUntil: byRegion(),
    permitDelayUntil: byRegion(),
    /** Shape [2]: export control, antitrust. */
    nationalUntil: new Float64Array(2),
    /** Share of AI load in regions under a moratorium. */
    moratoriumShare: 0,
  };
}
type RegulationState = ReturnType<typeof createRegulation>;

/** A possible restriction: of a kind, in a region or in the whole economy. */
export interface Restriction {
  readonly kind: EventKind;
  readonly endKind: EventKind;
  /** Region id, or empty for a national one; and its index, -1 for national. */
  readonly entity: string;
  readonly region: number;
  readonly hazard: { readonly ratePerYear: number; readonly sensitivity: number; readonly months: number };
  /** Pre-drawn uniforms, shape [month]. */
  readonly uniforms: Float64Array;
  /** Month in which it ends, exclusive, in slot `at`; 0 when it was never in force. */
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
      restriction('moratorium', moratorium, row(shocks.moratorium), { ...place, until: state.moratoriumUntil }),
      restriction('permit-delay', permitDelay, row(shocks.permitDelay), { ...place, until: state.permitDelayUntil }),
    ];
  });
  const nation = { entity: '', region: -1, until: state.nationalUntil };
  return [
    ...regional,
    restriction('export-control', exportControl, shocks.exportControl, { ...nation, at: EXPORT_CONTROL }),
    restriction('antitrust', antitrust, shocks.antitrust, { ...nation, at: ANTITRUST }),
  ];
}

/** The only place that makes restrictions, so that all are objects of one shape. */
function restriction(
  kind: 'moratorium' | 'permit-delay' | 'export-control' | 'antitrust',
  hazard: Restriction['hazard'],
  uniforms: Float64Array,
  { entity, region, until, at }: Pick<Restriction, 'entity' | 'region' | 'until' | 'at'>,
): Restriction {
  return { kind, endKind: `${kind}-end`, entity, region, hazard, uniforms, until, at };
}
