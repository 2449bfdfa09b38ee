/** Month 0: vintages, queues and shares agree with the facts of the scenario. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemsPriceUsdBnPerMw } from '../../src/model/economy-network.ts';
import { vintageGrowth } from '../../src/model/world/initial-vintages.ts';
import { sum } from '../../src/numeric/sum.ts';
import { shipped } from '../support/shipped.ts';
import { worldAtStart } from '../support/stepping.ts';

describe('vintage growth', () => {
  it('is 0 when live systems are a service life of steady deliveries', () => {
    expect(vintageGrowth(72 * 50, 50, 72, 1)).toBeCloseTo(0, 12);
    const survival = 0.99;
    let live = 0;
    for (let age = 1; age <= 72; age++) live += 50 * survival ** age;
    expect(vintageGrowth(live, 50, 72, survival)).toBeCloseTo(0, 12);
  });

  it('makes worn vintages add to what is live', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 200, noNaN: true }),
        fc.double({ min: 0.95, max: 1, noNaN: true }),
        (ratio, survival) => {
          const growth = vintageGrowth(ratio, 1, 72, survival);
          let live = 0;
          for (let age = 1; age <= 72; age++) live += Math.exp(-growth * age) * survival ** age;
          expect(live / ratio).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  it('is negative when deliveries have been falling', () => {
    expect(vintageGrowth(100, 1, 72, 1)).toBeLessThan(0);
    expect(vintageGrowth(50, 1, 72, 1)).toBeGreaterThan(0);
  });
});

describe('baseline at month 0', () => {
  const scenario = shipped('baseline');
  const start = () => worldAtStart(scenario);

  it('has vintages that add to live systems', () => {
    const world = start();
    const life = scenario.finance.systemsLifeMonths;
    for (const [f, firm] of scenario.firms.entries()) {
      const at = world.entities.firm.indexOf(firm.id);
      let live = 0;
      for (let age = 1; age <= life; age++) {
        live += world.initialVintages[at * life + age - 1] * world.derived.monthlySurvival ** age;
      }
      expect(live / firm.liveMw, firm.id).toBeCloseTo(1, 9);
      expect(world.firms.liveMw[at], `${f}`).toBe(firm.liveMw);
    }
  });

  it('lies on a path of growth: every month of a pipeline and of a backlog is larger than the one before', () => {
    const world = start();
    const { supply, network } = world;
    for (const { id, expansion, backlogMonths } of scenario.supply.nodes) {
      const n = network.nodeIds.indexOf(id);
      const step = 1 + (expansion?.growthPerMonth ?? 0);
      for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) {
        const lead = network.shipLead[e];
        const shipped = network.initialRate[e];
        let travelling = 0;
        for (let month = 0; month < lead; month++) {
          const arriving = supply.transit[month * network.links + e];
          expect(arriving).toBeCloseTo(shipped * step ** (month - lead), 9);
          travelling += arriving;
        }
        expect(supply.inTransitUnits[e]).toBeCloseTo(travelling, 9);
        const due = (supply.backlogUnits[e] + network.initialOrders[e]) / backlogMonths;
        expect(due).toBeCloseTo(shipped, 9);
        const left = supply.backlogUnits[e] + network.initialOrders[e] - shipped;
        expect(left).toBeCloseTo(supply.backlogUnits[e] * step, 9);
      }
    }
    for (const [f, id] of world.entities.firm.entries()) {
      const firm = scenario.firms.find((each) => each.id === id);
      const price = systemsPriceUsdBnPerMw(scenario) + scenario.power.shellPriceUsdBnPerMw;
      const spent = (firm?.aiCapexUsdBnPerMonth ?? Number.NaN) / (1 - (firm?.leaseShare ?? 0));
      expect(supply.transit[world.links.systems[f]] * price, id).toBeCloseTo(spent, 9);
    }
  });

  it('has shares that add to 1, of live compute', () => {
    const world = start();
    expect(sum(world.firms.share)).toBeCloseTo(1, 12);
    for (const [f, share] of world.firms.share.entries())
      expect(share).toBeCloseTo(world.firms.liveEffective[f] / world.demand.live, 12);
  });

  it('has queues that the grid, as it grows, takes the wait to serve, and no system dark', () => {
    const world = start();
    const { initialWaitMonths: wait, additionsDoublingMonths: doubling } = scenario.power;
    let months = 0;
    for (let month = 0; month < wait; month++) months += 1 + month / doubling;
    for (const [r, region] of world.scenario.power.regions.entries()) {
      expect(world.power.queuedMw[r]).toBeCloseTo(region.additionsMwPerMonth * months, 6);
    }
    expect(sum(world.power.queuedMw)).toBeCloseTo(sum(world.power.firmQueuedMw), 6);
    expect(sum(world.firms.stagedMw)).toBe(0);
  });

  it('has prices of suppliers that are inputs, conversion and gross profit', () => {
    const { suppliers, network, scenario } = start();
    const price = (id: string): number => network.priceUsdBnPerMw[network.nodeIds.indexOf(id)];
    for (const { id, inputs } of scenario.supply.nodes) {
      const { grossMargin, fixedCostShare } = scenario.finance.suppliers.find((one) => one.id === id)!;
      const paid = sum(inputs.map((input) => input.mwPerMw * price(input.id)));
      const n = network.nodeIds.indexOf(id);
      expect(suppliers.conversionUsdBnPerMw[n], id).toBeCloseTo(price(id) * (1 - grossMargin) - paid, 12);
      expect(suppliers.conversionUsdBnPerMw[n], id).toBeGreaterThan(0);
      expect(suppliers.fixedShare[n], id).toBe(fixedCostShare);
    }
  });

  it('starts every price index at 1', () => {
    const world = start();
    expect(world.demand.priceIndex).toBe(1);
    expect(world.power.meanPriceIndex).toBe(1);
    for (const price of world.supply.priceFactor) expect(price).toBe(1);
  });
});
