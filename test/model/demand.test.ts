/** Demand: adoption by the Bass map, shares that add to 1, compute that is served at most once. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bassStep, paidShare } from '../../src/model/demand/step-demand.ts';
import { sum } from '../../src/numeric/sum.ts';
import { shipped } from '../support/shipped.ts';
import { watch, worldAtStart } from '../support/stepping.ts';

describe('Bass map', () => {
  const afterYears = (years: number, steps: number): number => {
    let adoption = 0;
    for (let i = 0; i < steps; i++) adoption = bassStep(adoption, 0.03, 0.38, years / steps);
    return adoption;
  };

  it('reaches .812803 after ten years of p .03, q .38 by months, the closed form to 1e-12', () => {
    const decayed = Math.exp(-0.41 * 10);
    const exact = (1 - decayed) / (1 + (0.38 / 0.03) * decayed);
    expect(exact).toBeCloseTo(0.812803, 6);
    expect(Math.abs(afterYears(10, 120) - exact)).toBeLessThan(1e-12);
  });

  it('does not depend on the length of a step', () => {
    for (const steps of [1, 10, 40, 3650])
      expect(Math.abs(afterYears(10, steps) - afterYears(10, 120))).toBeLessThan(1e-11);
  });

  it('stays between where it was and 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (F, p, q) => {
          const next = bassStep(F, p, q, 1 / 12);
          expect(next).toBeGreaterThanOrEqual(F - 1e-12);
          expect(next).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('a run of the baseline', () => {
  it('keeps shares adding to 1, adoption within [0, 1] and utilisation at most 1', () => {
    watch(shipped('baseline'), 'shares', ({ firms, demand, derived }) => {
      expect(Math.abs(sum(firms.share) - 1)).toBeLessThan(1e-12);
      expect(demand.adoption).toBeGreaterThan(0);
      expect(demand.adoption).toBeLessThanOrEqual(1);
      expect(demand.mature).toBeLessThanOrEqual(demand.adoption);
      expect(demand.utilisation).toBeLessThanOrEqual(1 + 1e-12);
      for (let f = 0; f < derived.firmCount; f++) {
        expect(firms.share[f]).toBeGreaterThanOrEqual(0);
        expect(firms.served[f]).toBeLessThanOrEqual(firms.liveEffective[f] * (1 + 1e-12));
      }
    });
  });

  it('serves all demand while there is idle compute', () => {
    watch(shipped('baseline'), 'served', ({ firms, demand }) => {
      const possible = Math.min(demand.demanded, demand.live);
      expect(sum(firms.served) / possible).toBeCloseTo(1, 9);
    });
  });

  it('moves shares up faster than down', () => {
    const base = shipped('baseline', { 'demand.volatilityPerYear': 0 });
    const gained = (gain: number, loss: number): number => {
      const scenario = structuredClone(base);
      scenario.demand.shareGainPerYear = gain;
      scenario.demand.shareLossPerYear = loss;
      const before = worldShares(scenario, 1);
      const after = worldShares(scenario, 24);
      let moved = 0;
      for (let f = 0; f < before.length; f++) moved += Math.abs(after[f] - before[f]);
      return moved;
    };
    expect(gained(0, 0)).toBeLessThan(1e-12);
    expect(gained(0.75, 0.45)).toBeGreaterThan(gained(0.2, 0.1));
  });
});

describe('contracts by outcome', () => {
  it('bring what contracts by use bring where customers learn as expected, and follow what they learn', () => {
    const scenario = shipped('baseline', { 'capex.outcomeLinkedShare': 0.5 });
    const start = worldAtStart(scenario);
    expect(paidShare(start)).toBeCloseTo(1, 12);
    let struck = start.derived.initialMaturity;
    let most = 0;
    watch(scenario, 'outcome', (world) => {
      const { demand, firms } = world;
      const learned = demand.mature / demand.adoption;
      struck += (scenario.demand.churnPerYear / 12) * (learned - struck);
      expect(paidShare(world)).toBeCloseTo(0.5 + (0.5 * learned) / struck, 12);
      const byUse = sum(firms.served) * demand.priceUsdBnPerYear;
      expect(demand.revenueUsdBnPerYear / byUse).toBeCloseTo(paidShare(world), 9);
      most = Math.max(most, Math.abs(paidShare(world) - 1));
    });
    expect(most).toBeGreaterThan(0.02);
  });

  it('change nothing where there are none', () => {
    watch(shipped('baseline', { horizonMonths: 12 }), 'use', (world) => expect(paidShare(world)).toBe(1));
  });
});

function worldShares(scenario: ReturnType<typeof shipped>, months: number): Float64Array {
  return watch({ ...scenario, horizonMonths: months }, 'moved', () => undefined).firms.share.slice();
}
