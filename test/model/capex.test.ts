/** Capital expenditure: targets, the derived prize, wanted orders, sites, and what finance allows. */

import { describe, expect, it } from 'vitest';
import {
  capacityGrowth,
  contestValue,
  contractedUnits,
  fillTargets,
  freeUnits,
  pipelineUnits,
  shellPrice,
  systemsPrice,
  userCostUsdBnPerMwYear,
} from '../../src/model/capex/targets.ts';
import {
  aiCapitalUsdBn,
  debtLimitUsdBn,
  ebitdaUsdBnPerYear,
  financingCapMw,
  netDebtUsdBn,
} from '../../src/model/capex/financing-cap.ts';
import { sitesAllowMw } from '../../src/model/capex/site-outlook.ts';
import { CAPEX_COLUMNS } from '../../src/model/capex/columns.ts';
import { lumpFactor, stepBudget } from '../../src/model/capex/step-budget.ts';
import { initialOrderMw } from '../../src/model/economy-network.ts';
import { decisionsBefore, isDecisionMonth } from '../../src/model/world/decisions.ts';
import type { World } from '../../src/model/world/world.ts';
import { mean, variance } from '../../src/numeric/statistics.ts';
import { sum } from '../../src/numeric/sum.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { type Changes, shipped } from '../support/shipped.ts';
import { drawShocks, watch, worldAtStart } from '../support/stepping.ts';
import { expandSeed } from '../../src/random/seed.ts';

describe('targets', () => {
  it('follow their closed forms in every month', () => {
    watch(shipped('baseline', { horizonMonths: 60 }), 'targets', (world, month) => {
      const { firms, derived, demand, scenario } = world;
      if (month % 6 !== 5) return;
      fillTargets(world, month);
      const { growthHaircut } = scenario.capex;
      const value = scenario.demand.serviceMargin * demand.performance * demand.expectedRevenueUsdBnPerYear;
      for (let f = 0; f < derived.firmCount; f++) {
        const cost = userCostUsdBnPerMwYear(world, f);
        const contracted = contractedUnits(world, f);
        const restrained = value * Math.exp(-growthHaircut * demand.growthBelief * derived.growthYears);
        const low = contracted + (firms.share[f] * restrained) / cost;
        const claim = (value * contestValue(world, month) * Math.exp(firms.ambition[f])) / cost;
        const rivals = firms.rivalsSeen[f];
        const high = Math.max(low, contracted + Math.max(0, Math.sqrt(claim * rivals) - rivals));
        expect(firms.disciplinedTarget[f] / low).toBeCloseTo(1, 10);
        expect(firms.racingTarget[f] / high).toBeCloseTo(1, 10);
        const mixed = low + firms.intensity[f] * (high - low);
        expect(firms.target[f] / mixed).toBeCloseTo(1, 10);
      }
    });
  });

  it('count what labs have signed with the builder, at the price of contracts', () => {
    const world = worldAtStart(shipped('baseline'));
    fillTargets(world, 0);
    const before = world.firms.disciplinedTarget.slice();
    const at = world.entities.firm.indexOf('ORCL');
    world.firms.committedUsdBnPerYear[at] += 10;
    fillTargets(world, 0);
    const { basePriceUsdBnPerYear } = world.demand;
    const units = 10 / (basePriceUsdBnPerYear * world.scenario.demand.targetUtilisation);
    expect(world.firms.disciplinedTarget[at] - before[at]).toBeCloseTo(units, 8);
  });
});

describe('prize', () => {
  it('and ambition make the orders of month 0 the best responses of racing builders', () => {
    const scenario = shipped('baseline');
    for (const firm of scenario.firms) firm.initialIntensity = 1;
    const world = worldAtStart(scenario);
    const { firms, derived } = world;
    fillTargets(world, 0);
    let weighted = 0;
    for (let f = 0; f < derived.firmCount; f++) {
      weighted += firms.share[f] * firms.ambition[f];
      const growing = capacityGrowth(world, 1) * freeUnits(world, f);
      const closing = (firms.racingTarget[f] - pipelineUnits(world, f)) / scenario.capex.adjustYears;
      const wanted = (growing + closing + firms.retiringMw[f]) / 12;
      expect(wanted / initialOrderMw(world.scenario, f), world.entities.firm[f]).toBeCloseTo(1, 9);
    }
    expect(weighted).toBeCloseTo(0, 12);
  });

  it('rises with the orders of month 0 and falls with revenue', () => {
    const prize = (changes: Changes): number => worldAtStart(shipped('baseline', changes)).race.prize;
    const plain = prize({});
    expect(prize({ 'demand.revenueUsdBnPerYear': 120 })).toBeLessThan(plain);
    const orders = shipped('baseline');
    for (const firm of orders.firms) firm.aiCapexUsdBnPerMonth *= 1.2;
    expect(worldAtStart(orders).race.prize).toBeGreaterThan(plain);
  });

  const value = (world: World, month = 0): number => contestValue(world, month) - 1;

  it('is psi, scaled by the narrative, contested growth and outcome-linked contracts', () => {
    const world = worldAtStart(shipped('baseline', { 'capex.outcomeLinkedShare': 0.5 }));
    const { scenario, conditions, demand } = world;
    const { capex } = scenario;
    world.race.prize = 1.1;
    const linked = 1 - 0.5 * capex.outcomePrizeCut;
    expect(value(world)).toBeCloseTo(1.1 * linked, 12);
    conditions.narrative = scenario.narrative.level + 0.2;
    const mood = 1 + 0.2 * capex.prizeNarrativeSlope;
    expect(value(world)).toBeCloseTo(1.1 * linked * mood, 12);
    demand.growthBelief = 0;
    const { churnPerYear } = scenario.demand;
    const contested = churnPerYear / (capex.believedGrowthPerYear + churnPerYear);
    expect(value(world)).toBeCloseTo(1.1 * linked * mood * contested, 12);
  });

  it('is cut while an antitrust remedy is in force, and whole again after', () => {
    const scenario = shipped('baseline', {
      horizonMonths: 12,
      market: undefined,
      'regulation.antitrust.ratePerYear': 0,
    });
    scenario.interventions = [{ kind: 'antitrust', month: 4, months: 3 }];
    watch(scenario, 'remedy', (world, month) => {
      const remedied = value(world, month);
      const free = value(world, scenario.horizonMonths);
      const cut = month >= 4 && month < 7 ? scenario.regulation.antitrust.prizeCut : 0;
      expect(remedied).toBeCloseTo(free * (1 - cut), 12);
      expect(free).toBeGreaterThan(0);
    });
  });
});

describe('investment', () => {
  /** Investment of firm f in the state of a month, were it to play the intensity; the state is left as it was. */
  function investment(world: World, month: number, f: number, intensity: number): number {
    const { firms } = world;
    const arrays = [firms.ambition, firms.logLump, firms.rivalsSeen, firms.investmentMw, firms.intensity];
    const saved = arrays.map((array) => array.slice());
    firms.intensity[f] = intensity;
    stepBudget(world, month);
    const moved = firms.investmentMw[f];
    for (const [i, array] of arrays.entries()) array.set(saved[i]);
    return moved;
  }

  /** Five levels of intensity never invest less than the ones below them. */
  function expectMonotone(world: World, month: number): void {
    for (let f = 0; f < world.derived.firmCount; f++) {
      const levels = [0, 0.25, 0.5, 0.75, 1].map((a) => investment(world, month, f, a));
      for (let k = 1; k < levels.length; k++) expect(levels[k - 1]).toBeLessThanOrEqual(levels[k] * (1 + 1e-12));
    }
  }

  const cases: readonly (readonly [string, Economy])[] = [
    ['baseline', shipped('baseline')],
    ['disciplined', shipped('disciplined')],
    ['slow-monetisation', shipped('slow-monetisation')],
    ['without a prize', shipped('baseline', { 'demand.revenueUsdBnPerYear': 200 })],
    ['without a haircut of growth', shipped('baseline', { 'capex.growthHaircut': 0 })],
  ];

  it.each(cases)('never falls with intensity in the same state: %s', (_, scenario) => {
    watch(scenario, 'intensity', (world, month) => {
      if (month % 12 === 7) expectMonotone(world, month + 1);
    });
  });

  it('never falls with intensity where revenue is believed to shrink', () => {
    for (const belief of [-0.1, -0.3, -0.8]) {
      const world = worldAtStart(shipped('baseline'));
      world.demand.growthBelief = belief;
      expectMonotone(world, 1);
      expect(capacityGrowth(world, 0)).toBeLessThanOrEqual(capacityGrowth(world, 1));
    }
  });

  it('moves by its share towards wanted orders that have a site and finance', () => {
    watch(shipped('baseline', { horizonMonths: 48, 'stop.rule': 'horizon' }), 'moves', (world, month) => {
      const { firms, scenario, derived } = world;
      const before = firms.investmentMw.slice();
      const arrays = [firms.ambition, firms.logLump, firms.rivalsSeen, firms.investmentMw];
      const saved = arrays.map((array) => array.slice());
      stepBudget(world, month + 1);
      for (let f = 0; f < derived.firmCount; f++) {
        const goal = Math.min(firms.wantedMw[f] * firms.lit[f], firms.capMw[f]);
        const moved = before[f] + scenario.capex.investmentAdjustPerMonth * (goal - before[f]);
        expect(firms.investmentMw[f]).toBeCloseTo(moved, 9);
      }
      for (const [i, array] of arrays.entries()) array.set(saved[i]);
    });
  });

  it('is ordered in lumps whose mean is the plan and whose log has the s.d. and persistence given', () => {
    const world = worldAtStart(shipped('baseline', { horizonMonths: 120 }));
    const logs: number[][] = world.entities.firm.map(() => []);
    const factors: number[] = [];
    for (let run = 0; run < 20; run++) {
      drawShocks(world, expandSeed('lumps'), run);
      world.firms.logLump.fill(0);
      for (let month = 0; month < 120; month++) {
        stepBudget(world, month);
        for (let f = 0; f < world.derived.firmCount; f++) {
          if (month < 12) continue;
          logs[f].push(world.firms.logLump[f]);
          factors.push(lumpFactor(world, f));
        }
      }
    }
    const { lumpSize, lumpPersistence } = world.scenario.capex;
    const all = logs.flat();
    expect(Math.sqrt(variance(all)) / lumpSize).toBeCloseTo(1, 1);
    expect(Math.abs(mean(factors) - 1)).toBeLessThan(0.02);
    const pairs = logs.flatMap((list) => list.slice(1).map((value, k) => value * list[k]));
    expect(Math.abs(mean(pairs) / variance(all) - lumpPersistence)).toBeLessThan(0.03);
  });
});

describe('sites', () => {
  it('for which a builder may order are none where systems already exceed them, and grow with them one for a quarter', () => {
    const world = worldAtStart(shipped('baseline'));
    for (let f = 0; f < world.derived.firmCount; f++) {
      const before = sitesAllowMw(world, 0, f);
      world.power.energisedMw[f] += 300;
      expect(sitesAllowMw(world, 0, f) - before).toBeCloseTo(100, 9);
      world.power.energisedMw[f] -= 300 + 1e5;
      expect(sitesAllowMw(world, 0, f)).toBe(0);
    }
  });

  it.each([
    ['baseline', {}],
    ['power-tight', {}],
    ['baseline', { 'power.darkToleranceMonths': 0.5 }],
  ] as const)('keep unpowered systems to a few months of deliveries: %s %j', (name, changes) => {
    const scenario = shipped(name, { ...changes, 'stop.rule': 'horizon', walls: [] });
    const tolerance = scenario.power.darkToleranceMonths;
    let most = 0;
    watch(scenario, 'sites', ({ firms, power }) => {
      most = Math.max(most, sum(firms.stagedMw) / power.smoothedDeliveriesMw);
    });
    expect(most).toBeLessThan(tolerance + 3);
  });
});

describe('finance', () => {
  it('allows cash flow and spare debt, with leases on top', () => {
    const world = worldAtStart(shipped('baseline'));
    for (let f = 0; f < world.derived.firmCount; f++) {
      const cap = financingCapMw(world, 0, f);
      expect(cap).toBeGreaterThanOrEqual(0);
      const price = systemsPrice(world) + shellPrice(world);
      expect(cap * price).toBeCloseTo(world.books.capacity[f], 12);
      const unleased = structuredClone(world.scenario.firms[f].leaseShare);
      world.scenario.firms[f].leaseShare = 0;
      expect(financingCapMw(world, 0, f)).toBeCloseTo(cap * (1 - unleased), 9);
      world.scenario.firms[f].leaseShare = unleased;
    }
  });

  it('is cash flow less core capex and payout, with a part of unused debt', () => {
    const world = worldAtStart(shipped('baseline'));
    const { books, scenario } = world;
    const { cashFlowUse, debtUse, leverageUse } = scenario.capex;
    for (const [f, firm] of scenario.firms.entries()) {
      financingCapMw(world, 0, f);
      const taxed = books.operatingProfitPerYear[f] * (1 - scenario.finance.taxRate);
      const cashFlow = 12 * (books.coreCashFlow[f] - books.interest[f]) + taxed;
      const own = cashFlowUse * cashFlow - 12 * books.coreCapex[f] - firm.minPayoutUsdBnPerYear;
      const spare = Math.max(0, debtLimitUsdBn(world, 0, f) - netDebtUsdBn(world, f));
      const funds = Math.max(0, own + debtUse * leverageUse * spare);
      expect(books.capacity[f]).toBeCloseTo(funds / (12 * (1 - firm.leaseShare)), 10);
    }
  });

  it('lends against earnings, signed margin and AI capital', () => {
    const world = worldAtStart(shipped('baseline'));
    const { firms, scenario } = world;
    for (let f = 0; f < world.derived.firmCount; f++) {
      const { leverageMax } = scenario.firms[f];
      const secured = scenario.finance.collateralShare * aiCapitalUsdBn(world, f);
      const plain = leverageMax * Math.max(0, ebitdaUsdBnPerYear(world, f)) + secured;
      expect(debtLimitUsdBn(world, 0, f)).toBeCloseTo(plain, 8);
      firms.committedUsdBnPerYear[f] = firms.labPaidUsdBnPerYear[f] + 5;
      const signed = leverageMax * scenario.demand.serviceMargin * 5;
      expect(debtLimitUsdBn(world, 0, f)).toBeCloseTo(plain + signed, 8);
    }
  });

  it('is never allowed to shrink by lenders who accept more, nor to grow by a closed debt channel', () => {
    const cap = (changes: Changes): number[] => {
      const world = worldAtStart(shipped('baseline', changes));
      return world.entities.firm.map((_, f) => financingCapMw(world, 0, f));
    };
    const plain = cap({});
    const raised = cap({ 'firms[ORCL].leverageMax': 9, 'firms[NEO].leverageMax': 20 });
    for (let f = 0; f < plain.length; f++) expect(raised[f]).toBeGreaterThanOrEqual(plain[f]);
    expect(sum(raised)).toBeGreaterThan(sum(plain));
    const internal = cap({ 'capex.leverageUse': 0 });
    for (let f = 0; f < plain.length; f++) expect(internal[f]).toBeLessThanOrEqual(plain[f]);
  });
});

it('orders refused for sites are recorded as a share of those wanted, for money of those with a site', () => {
  const world = worldAtStart(shipped('baseline'));
  const { firms } = world;
  const refusals = () =>
    [...CAPEX_COLUMNS].filter(({ name }) => /^refused_|^bound_/.test(name)).map((c) => c.read(world));
  // 36 of 60 wanted have a site, and 10 + 0 + 6 of these are financed.
  for (const list of [firms.wantedMw, firms.lit, firms.capMw]) list.fill(0);
  firms.wantedMw.set([20, 20, 20]);
  firms.lit.set([1, 0.5, 0.3]);
  firms.capMw.set([10, -5, 30]);
  expect(refusals()).toEqual([1 - 36 / 60, 1 - 16 / 36]);
  firms.lit.fill(0);
  expect(refusals()).toEqual([1, 0]);
  firms.wantedMw.fill(0);
  expect(refusals()).toEqual([0, 0]);
});

it('boards meet in months 2, 5, 8, ...', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter(isDecisionMonth)).toEqual([2, 5, 8]);
  expect([0, 2, 3, 5, 6, 8].map(decisionsBefore)).toEqual([0, 0, 1, 1, 2, 2]);
});
