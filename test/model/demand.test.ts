/** Demand: adoption by the Bass map, commitments of labs, spot and contract prices, shares that add to 1. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bassStep, paidShare, stepDemand } from '../../src/model/demand/step-demand.ts';
import { stepLabs } from '../../src/model/demand/step-labs.ts';
import type { World } from '../../src/model/world/world.ts';
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

  it('serves contracts of labs first, and all other demand while there is idle compute', () => {
    watch(shipped('baseline'), 'served', ({ firms, demand }) => {
      const free = demand.live - sum(firms.labServed);
      expect(sum(firms.served) / Math.min(demand.demanded, free)).toBeCloseTo(1, 9);
      const sold = (sum(firms.served) + sum(firms.labServed)) / demand.live;
      expect(demand.utilisation).toBeCloseTo(sold, 12);
      const contested = sum(firms.served) * demand.priceUsdBnPerYear;
      expect(demand.revenueUsdBnPerYear).toBeCloseTo(contested + sum(firms.labPaidUsdBnPerYear), 8);
    });
  });
});

describe('shares', () => {
  it('move by growth and churn towards the share of free live compute, and stay where nothing is contested', () => {
    let before: Float64Array | undefined;
    let was = 0;
    watch(shipped('baseline', { horizonMonths: 48 }), 'shares', ({ firms, demand, scenario, derived }) => {
      if (before !== undefined) {
        const free = sum(firms.liveEffective) - sum(firms.labServed);
        const contested = (Math.max(0, was) + scenario.demand.churnPerYear) / 12;
        for (let f = 0; f < derived.firmCount; f++) {
          const contest = (firms.liveEffective[f] - firms.labServed[f]) / free;
          expect(firms.share[f]).toBeCloseTo(before[f] + contested * (contest - before[f]), 12);
        }
      }
      before = firms.share.slice();
      was = demand.growthBelief;
    });

    const still = worldAtStart(shipped('baseline', { 'demand.churnPerYear': 0 }));
    still.demand.growthBelief = -0.2;
    const locked = still.firms.share.slice();
    still.firms.liveEffective[0] *= 2;
    stepDemand(still, 0);
    expect([...still.firms.share]).toEqual([...locked]);
  });
});

describe('labs', () => {
  it('pay at most what they committed and can pay, and builders at most what they signed and have live', () => {
    let hasShortfall = false;
    let contractPrice = 1;
    watch(shipped('baseline', { 'demand.labs.growthPerYear': 0.2 }), 'labs', ({ firms, demand, derived }) => {
      const { labPaidUsdBnPerYear: paid, labCommittedUsdBnPerYear: committed, labAbleUsdBnPerYear: able } = demand;
      expect(committed).toBeCloseTo(sum(firms.committedUsdBnPerYear), 9);
      expect(paid).toBeCloseTo(sum(firms.labPaidUsdBnPerYear), 9);
      expect(paid).toBeLessThanOrEqual(Math.min(committed, able) * (1 + 1e-12));
      hasShortfall ||= able < committed * 0.999;
      const price = demand.basePriceUsdBnPerYear * contractPrice;
      contractPrice = demand.contractPriceIndex;
      for (let f = 0; f < derived.firmCount; f++) {
        expect(firms.labPaidUsdBnPerYear[f]).toBeLessThanOrEqual(firms.committedUsdBnPerYear[f] * (1 + 1e-12));
        expect(firms.labServed[f]).toBeLessThanOrEqual(firms.liveEffective[f] * (1 + 1e-12));
        expect(firms.labPaidUsdBnPerYear[f]).toBeCloseTo(firms.labServed[f] * price, 9);
      }
    });
    expect(hasShortfall).toBe(true);
  });

  /** A world whose labs neither grow nor are funded: they can pay what is given. */
  function labsThatCanPay(usdBnPerYear: number, committed: number): World {
    const world = worldAtStart(
      shipped('baseline', {
        'demand.labs.growthPerYear': 0,
        'demand.labs.fundingUsdBnPerYear': 0,
        'demand.labs.computeShare': 1,
        'demand.volatilityPerYear': 0,
      }),
    );
    world.demand.labRevenueUsdBnPerYear = usdBnPerYear;
    for (let f = 0; f < world.derived.firmCount; f++)
      world.firms.committedUsdBnPerYear[f] = committed / world.derived.firmCount;
    world.demand.labCommittedUsdBnPerYear = committed;
    return world;
  }

  it('sign the way to the commitments they want within their time, with builders by signed share', () => {
    const world = labsThatCanPay(30, 20);
    const { labs } = world.scenario.demand;
    const rolled = 20 * (1 - labs.rollOffPerYear / 12);
    stepLabs(world, 0);
    const signed = (30 - rolled) / (12 * labs.commitmentYears);
    const shares = sum(world.scenario.firms.map((firm) => firm.signedLabShare));
    expect(shares).toBeCloseTo(1, 9);
    expect(world.demand.labCommittedUsdBnPerYear).toBeCloseTo(rolled + signed, 9);
    for (const [f, firm] of world.scenario.firms.entries())
      expect(world.firms.committedUsdBnPerYear[f]).toBeCloseTo(rolled / 6 + signed * firm.signedLabShare, 9);
  });

  it('want the commitments that their revenue will support when these are served, and their funding', () => {
    const world = labsThatCanPay(30, 20);
    const labs = { ...world.scenario.demand.labs, growthPerYear: 0.4, growthFadePerYear: 0.5, fundingUsdBnPerYear: 7 };
    Object.assign(world.scenario.demand.labs, labs);
    stepLabs(world, 6);
    const growth = 0.4 * Math.exp(-0.25);
    const earned = 30 * Math.exp(growth / 12);
    const rolled = 20 * (1 - labs.rollOffPerYear / 12);
    const wanted = earned * Math.exp(growth * labs.commitmentYears) + 7;
    expect(world.demand.labAbleUsdBnPerYear).toBeCloseTo(earned + 7, 9);
    expect(world.demand.labCommittedUsdBnPerYear).toBeCloseTo(
      rolled + (wanted - rolled) / (12 * labs.commitmentYears),
      9,
    );
  });

  it('sign nothing beyond their means: commitments roll off at their rate', () => {
    const world = labsThatCanPay(5, 20);
    const { labs } = world.scenario.demand;
    world.shocks.labs.fill(1);
    for (let month = 0; month < 12; month++) stepLabs(world, month);
    expect(world.demand.labCommittedUsdBnPerYear).toBeCloseTo(20 * (1 - labs.rollOffPerYear / 12) ** 12, 9);
    expect(world.events).toEqual([]);
  });

  it('renegotiate down to what they can pay, at a rate in proportion to the shortfall', () => {
    const { defaultRatePerYear, rollOffPerYear } = shipped('baseline').demand.labs;
    const rolled = 20 * (1 - rollOffPerYear / 12);
    const hazard = 1 - Math.exp((-defaultRatePerYear * (1 - 5 / rolled)) / 12);
    for (const [draw, left] of [
      [hazard * 0.999, 5],
      [hazard * 1.001, rolled],
    ]) {
      const world = labsThatCanPay(5, 20);
      world.shocks.labs.fill(draw);
      stepLabs(world, 0);
      expect(world.demand.labCommittedUsdBnPerYear).toBeCloseTo(left, 9);
      expect(world.events.map(({ kind }) => kind)).toEqual(left === 5 ? ['lab-default'] : []);
    }
  });
});

describe('prices', () => {
  it('of contracts follow the spot price over their length, and customers pay the weighted mean', () => {
    let spot = 1;
    let contract = 1;
    watch(shipped('baseline', { horizonMonths: 60 }), 'prices', ({ demand, firms, scenario }) => {
      const { targetUtilisation, priceAdjustPerYear, contractMonths, contractShare } = scenario.demand;
      const sold = (demand.demanded + sum(firms.labServed)) / (targetUtilisation * demand.live);
      spot *= Math.exp((priceAdjustPerYear / 12) * (Math.min(3, sold) - 1));
      contract *= (spot / contract) ** (1 / contractMonths);
      expect(demand.spotPriceIndex / spot).toBeCloseTo(1, 9);
      expect(demand.contractPriceIndex / contract).toBeCloseTo(1, 9);
      expect(demand.priceIndex / (contract ** contractShare * spot ** (1 - contractShare))).toBeCloseTo(1, 9);
    });
    expect(Math.abs(spot - contract)).toBeGreaterThan(0.01);
  });

  it('leave utilisation at its target at month 0, and let it move after', () => {
    const world = worldAtStart(shipped('baseline'));
    const { demand, firms, scenario } = world;
    const sold = (sum(firms.served) + sum(firms.labServed)) / demand.live;
    expect(sold).toBeCloseTo(scenario.demand.targetUtilisation, 12);
    const seen: number[] = [];
    watch(shipped('baseline', { horizonMonths: 60 }), 'use', (now) => seen.push(now.demand.utilisation));
    expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThan(0.02);
  });
});

describe('spending', () => {
  it('per adopter grows at its rate at first, which fades to that of output', () => {
    const scenario = shipped('baseline', { 'demand.volatilityPerYear': 0, horizonMonths: 120, 'stop.rule': 'horizon' });
    const usage: number[] = [0];
    watch(scenario, 'usage', ({ demand }) => usage.push(demand.logUsage));
    const { usageGrowthPerYear, usageFadePerYear } = scenario.demand;
    const output = Math.log(1 + scenario.finance.gdpGrowthPerYear);
    expect(12 * (usage[1] - usage[0])).toBeCloseTo(usageGrowthPerYear, 12);
    const years = (1 - Math.exp(-usageFadePerYear * 10)) / (1 - Math.exp(-usageFadePerYear / 12)) / 12;
    expect(usage[120]).toBeCloseTo(output * 10 + (usageGrowthPerYear - output) * years, 9);
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
      expect(demand.contestedUsdBnPerYear / byUse).toBeCloseTo(paidShare(world), 9);
      most = Math.max(most, Math.abs(paidShare(world) - 1));
    });
    expect(most).toBeGreaterThan(0.02);
  });

  it('change nothing where there are none', () => {
    watch(shipped('baseline', { horizonMonths: 12 }), 'use', (world) => expect(paidShare(world)).toBe(1));
  });
});
