/** Power: the queue, what lights up, and what a shortage costs. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionMonths, scarcity, stepPower } from '../../src/model/power/step-power.ts';
import { stepQueue } from '../../src/model/power/step-queue.ts';
import type { World } from '../../src/model/world/world.ts';
import { sum } from '../../src/numeric/sum.ts';
import { shipped } from '../support/shipped.ts';
import { watch, worldAtStart } from '../support/stepping.ts';

const MONTHS = 60;

/** Waits of one region, month by month, when the same requests meet a grid of the given size. */
function waits(additionsMwPerMonth: number, requests: readonly number[]): number[] {
  const scenario = shipped('baseline', { 'power.regions[pjm].additionsMwPerMonth': additionsMwPerMonth });
  const world = worldAtStart(scenario);
  const r = world.entities.region.indexOf('pjm');
  empty(world, r);
  const F = world.derived.firmCount;
  const { queueDepth, maxMonths } = world.derived;
  return requests.map((amount, month) => {
    const at = (r * (queueDepth + maxMonths) + queueDepth + month) * F;
    world.power.queueMw[at] += amount;
    world.power.queuedMw[r] += amount;
    world.power.firmQueuedMw[0] += amount;
    stepQueue(world, month, r);
    return world.power.waitMonths[r];
  });
}

/** Take month 0 out of a queue, so that what is in it is what the test puts there. */
function empty(world: World, r: number): void {
  const { power, derived } = world;
  const width = (derived.queueDepth + derived.maxMonths) * derived.firmCount;
  power.queueMw.fill(0, r * width, (r + 1) * width);
  power.queuedMw[r] = 0;
  power.firmQueuedMw.fill(0);
}

describe('queue', () => {
  it('never waits longer when the grid adds more', () => {
    const requests = fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: MONTHS, maxLength: MONTHS });
    fc.assert(
      fc.property(
        requests,
        fc.double({ min: 20, max: 400, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (path, grid, more) => {
          const little = waits(grid, path);
          const much = waits(grid * more, path);
          for (let month = 0; month < MONTHS; month++) expect(much[month]).toBeLessThanOrEqual(little[month]);
        },
      ),
      { numRuns: 30, seed: 1 },
    );
  });

  it('waits for the study, and no longer, when there is capacity to spare', () => {
    const { studyMonths } = shipped('baseline').power;
    const found = waits(
      5000,
      Array.from({ length: MONTHS }, () => 50),
    );
    for (let month = studyMonths + 1; month < MONTHS; month++) expect(found[month]).toBe(studyMonths);
  });

  it('counts by region and by builder what is in it', () => {
    watch(shipped('baseline', { horizonMonths: 30, 'stop.rule': 'horizon' }), 'counted', ({ power, derived }) => {
      const { queueMw, queuedMw, firmQueuedMw } = power;
      const width = queueMw.length / derived.regionCount;
      for (let r = 0; r < derived.regionCount; r++)
        expect(sum(queueMw.subarray(r * width, (r + 1) * width))).toBeCloseTo(queuedMw[r], 6);
      for (let f = 0; f < derived.firmCount; f++)
        expect(sum(queueMw.filter((_, i) => i % derived.firmCount === f))).toBeCloseTo(firmQueuedMw[f], 6);
    });
  });

  it('grants nothing under a moratorium, and the line grows older by a month a month', () => {
    const scenario = shipped('baseline', { horizonMonths: 24, 'stop.rule': 'horizon' });
    scenario.interventions = [{ kind: 'moratorium', month: 6, months: 12, region: 'pjm' }];
    let before = 0;
    watch(scenario, 'halted', (world, month) => {
      const wait = world.power.waitMonths[world.entities.region.indexOf('pjm')];
      if (month >= 6 && month < 18) expect(wait, `month ${month}`).toBe(before + 1);
      before = wait;
    });
  });
});

it('a connection takes the wait, then permit and shell or the transformer, whichever is longer', () => {
  const months = (lead: number): number => {
    const scenario = shipped('baseline', {
      'power.oppositionPerGw': 0,
      'power.shellLeadMonths': 18,
      'power.initialWaitMonths': 30,
      'supply.nodes[electrical].leadMonths': lead,
    });
    for (const region of scenario.power.regions) region.permitMonths = 6;
    return connectionMonths(worldAtStart(scenario));
  };
  expect(months(10)).toBeCloseTo(30 + 6 + 18, 9);
  expect(months(28)).toBeCloseTo(30 + 28 + 2, 9);
});

describe('sites', () => {
  it('stand in one place at a time: promised, in permitting, building, standing or energised', () => {
    const scenario = shipped('baseline');
    let promised = Number.NaN;
    watch(scenario, 'sites', ({ power, derived }) => {
      const F = derived.firmCount;
      const lead = scenario.power.shellLeadMonths;
      let held = 0;
      for (let r = 0; r < derived.regionCount; r++) {
        held += power.headroomMw[r] + power.regionEnergisedMw[r] - power.additionsMw[r];
        for (let f = 0; f < F; f++) {
          held += power.permittingMw[r * F + f] + power.shellsMw[r * F + f];
          for (let slot = 0; slot < lead; slot++) held += power.buildingMw[(r * F + f) * lead + slot];
        }
      }
      if (!Number.isNaN(promised)) expect(held / promised).toBeCloseTo(1, 9);
      promised = held + sum(power.additionsMw);
    });
  });

  it('are lit by grid or by turbines, and by nothing else', () => {
    watch(shipped('power-tight'), 'lit', ({ power }) => {
      expect(sum(power.energisedMw) / (sum(power.regionEnergisedMw) + sum(power.turbinesInstalledMw))).toBeCloseTo(
        1,
        9,
      );
    });
  });
});

it('scarcity is the shortfall from the headroom aimed at, and the wait beyond the study in units of two years', () => {
  const world = worldAtStart(shipped('baseline'));
  const { power, scenario } = world;
  const target = scenario.power.targetHeadroomShare * 12 * power.additionsMw[0];
  power.waitMonths[0] = scenario.power.studyMonths + 12;
  for (const [share, shortfall] of [
    [0.25, 0.75],
    [1.5, 0],
  ]) {
    power.headroomMw[0] = share * target;
    expect(scarcity(world, 0)).toBeCloseTo(shortfall + 0.5, 12);
  }
});

describe('price of power', () => {
  it('is convex in scarcity, and at least the price without it', () => {
    watch(shipped('power-tight'), 'price', ({ power }) => {
      for (const [r, price] of power.priceIndex.entries()) {
        expect(price * power.basePrice[r]).toBeGreaterThanOrEqual(1 - 1e-12);
      }
      expect(power.meanPriceIndex).toBeGreaterThanOrEqual(Math.min(...power.priceIndex) - 1e-12);
      expect(power.meanPriceIndex).toBeLessThanOrEqual(Math.max(...power.priceIndex) + 1e-12);
    });
  });

  it('is a mean over regions by what is energised in each', () => {
    const prices = (energisedMw: readonly number[]): { mean: number; regions: Float64Array } => {
      const world = worldAtStart(shipped('power-tight'));
      const { power } = world;
      power.shellsMw.fill(0);
      power.buildingMw.fill(0);
      power.headroomMw.fill(1e6);
      power.headroomMw[0] = 0;
      power.regionEnergisedMw.set(energisedMw.slice(0, world.derived.regionCount));
      stepPower(world, 0);
      return { mean: power.meanPriceIndex, regions: power.priceIndex };
    };
    const scarce = prices([1e9, 0, 0, 0, 0, 0, 0, 0]);
    expect(scarce.regions[0]).toBeGreaterThan(1.2 * Math.max(...scarce.regions.slice(1)));
    expect(scarce.mean / scarce.regions[0]).toBeCloseTo(1, 6);
    const nothing = prices([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(nothing.mean).toBeCloseTo(sum(nothing.regions) / nothing.regions.length, 12);
    // The first MW in the dear region makes the mean dearer.
    expect(prices([1, 0, 0, 0, 0, 0, 0, 0]).mean).toBeGreaterThan(nothing.mean + 0.01);
  });

  it('rises with the convexity when power is scarce', () => {
    const peak = (convexity: number): number => {
      let highest = 0;
      watch(shipped('power-tight', { 'power.priceConvexity': convexity }), 'convex', ({ power }) => {
        highest = Math.max(highest, power.meanPriceIndex);
      });
      return highest;
    };
    expect(peak(0)).toBe(1);
    expect(peak(0.6)).toBeGreaterThan(1.01);
  });

  it('falls by the surcharge of month 0, and no more, where grids add more than anybody asks for', () => {
    const plenty = [1, 10].map((factor) => ({ kind: 'grid-additions', month: 1, months: 60, factor }));
    const lowest = plenty.map((intervention) => {
      let found = 1;
      watch(shipped('baseline', { interventions: [intervention], horizonMonths: 12 }), 'plenty', ({ power }) => {
        found = Math.min(found, power.meanPriceIndex);
      });
      return found;
    });
    expect(lowest[1]).toBeLessThan(0.85);
    expect(lowest[1]).toBeGreaterThan(0.75);
    expect(lowest[0]).toBeGreaterThan(lowest[1]);
  });
});
