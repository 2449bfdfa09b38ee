/** Capital expenditure: the contest behind the targets, the gate, and what finance allows. */

import { describe, expect, it } from 'vitest';
import { fillTargets, prizeWeight, userCostUsdBnPerMwYear } from '../../src/model/capex/targets.ts';
import { financingCapMw } from '../../src/model/capex/financing-cap.ts';
import { stepBudget } from '../../src/model/capex/step-budget.ts';
import { decisionsBefore, isDecisionMonth } from '../../src/model/world/decisions.ts';
import type { World } from '../../src/model/world/world.ts';
import { sum } from '../../src/numeric/sum.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';
import { watch, worldAtStart } from '../support/stepping.ts';

/** R 100 a year at a margin of 1, user cost .3, n equal firms that race, no prize and a hurdle out of reach. */
function contest(n: number, changes: Readonly<Record<string, unknown>> = {}): World {
  const scenario = shipped('baseline', {
    'capex.strategicPrize': 0,
    'capex.optionVolatilityPerYear': 1,
    'capex.optionRatePerYear': 0.3,
    'capex.optionPayoutPerYear': 0.001,
    'capex.preemptionErosion': 0,
    'demand.serviceMargin': 1,
    'demand.powerCostShare': 0,
    ...changes,
  });
  const [first] = scenario.firms;
  scenario.firms = Array.from({ length: n }, (_, f) => ({ ...first, id: `firm-${f}`, initialIntensity: 1 }));
  scenario.demand.operatingCostUsdBnPerMwYear = 0;
  scenario.demand.operatingCostUsdBnPerMwYear = 0.3 - userCostUsdBnPerMwYear(worldAtStart(scenario), 0);
  const world = worldAtStart(scenario);
  world.demand.expectedRevenueUsdBnPerYear = 100;
  return world;
}

/** Answers of all firms to capacities in place: their racing targets. */
function answers(world: World, capacity: readonly number[]): number[] {
  for (let f = 0; f < capacity.length; f++) {
    const link = world.links.systems[f];
    world.supply.backlogRealUnits[link] = 0;
    world.supply.inTransitUnits[link] = 0;
    world.firms.retiringEffective[f] = 0;
    world.firms.stagedEffective[f] = 0;
    world.firms.liveEffective[f] = capacity[f];
  }
  fillTargets(world, 0);
  return [...world.firms.racingTarget];
}

describe('contest', () => {
  it('has the Nash total alpha m R (1 + psi)(n - 1)/(n c) with n equal firms', () => {
    for (const n of [2, 3, 5, 8]) {
      for (const alpha of [0.5, 1]) {
        for (const psi of [0, 1.1]) {
          const world = contest(n, { 'capex.contestExponent': alpha, 'capex.strategicPrize': psi });
          const prize = prizeWeight(world, 0);
          fillTargets(world, 0);
          expect(sum(world.firms.racingTarget)).toBeCloseTo((alpha * 100 * (1 + prize) * (n - 1)) / (n * 0.3), 9);
        }
      }
    }
  });

  it('is 266.6667 at R 100, user cost .3 and five firms', () => {
    const world = contest(5);
    fillTargets(world, 0);
    expect(sum(world.firms.racingTarget)).toBeCloseTo(266.666_666_666_7, 9);
  });

  it('half-damped best response converges to the same total', () => {
    const world = contest(5, { 'capex.response': 'best-response' });
    let capacity = [10, 20, 30, 40, 50];
    for (let round = 0; round < 200; round++) {
      const wanted = answers(world, capacity);
      capacity = capacity.map((have, f) => (have + wanted[f]) / 2);
    }
    for (const have of capacity) expect(have).toBeCloseTo(266.666_666_666_7 / 5, 6);
  });

  it('sequential best response converges too, and simultaneous undamped play cycles from four firms on', () => {
    const world = contest(5, { 'capex.response': 'best-response' });
    const capacity = [10, 20, 30, 40, 50];
    for (let move = 0; move < 500; move++) capacity[move % 5] = answers(world, capacity)[move % 5];
    for (const have of capacity) expect(have).toBeCloseTo(266.666_666_666_7 / 5, 6);

    const wave = contest(4, { 'capex.response': 'best-response' });
    let now = [50, 55, 60, 65];
    let before = now;
    for (let round = 0; round < 400; round++) {
      before = now;
      now = answers(wave, now);
    }
    const distance = now.reduce((total, have, f) => total + Math.abs(have - before[f]), 0);
    expect(distance).toBeGreaterThan(1);
  });

  it('answers capacities below the Nash point with more than it', () => {
    const world = contest(5, { 'capex.response': 'best-response' });
    const half = Array.from({ length: 5 }, () => 266.666_666_666_7 / 10);
    const total = answers(world, half).reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(1.1 * 266.67);
  });
});

describe('targets', () => {
  it('race at least as high as discipline, and lie between the two by intensity', () => {
    watch(shipped('baseline'), 'targets', ({ firms, derived }) => {
      for (let f = 0; f < derived.firmCount; f++) {
        expect(firms.racingTarget[f]).toBeGreaterThanOrEqual(firms.disciplinedTarget[f]);
        const mixed =
          firms.disciplinedTarget[f] + firms.intensity[f] * (firms.racingTarget[f] - firms.disciplinedTarget[f]);
        expect(Math.abs(firms.target[f] - mixed) <= 1e-9 * mixed || firms.intensity[f] === 0).toBe(true);
      }
    });
  });

  it('overspend by the closed form (1 + psi)(1 - HHI) h - 1 when everybody races above discipline', () => {
    const world = worldAtStart(shipped('all-race'));
    fillTargets(world, 0);
    const { firms, derived } = world;
    let hhi = 0;
    for (let f = 0; f < derived.firmCount; f++) {
      hhi += firms.share[f] ** 2;
      expect(firms.racingTarget[f]).toBeGreaterThan(firms.disciplinedTarget[f]);
    }
    const closed = (1 + prizeWeight(world, 0)) * (1 - hhi) * derived.hurdle - 1;
    expect(sum(firms.target) / sum(firms.disciplinedTarget) - 1).toBeCloseTo(closed, 10);
  });
});

describe('prize', () => {
  const prize = (changes: Readonly<Record<string, unknown>>): number =>
    prizeWeight(worldAtStart(shipped('baseline', changes)), 0);

  it('is psi (1/2 + N/2)(1 - .6 o)', () => {
    expect(prize({ 'narrative.level': 0.3, 'capex.strategicPrize': 1.1 })).toBeCloseTo(1.1 * 0.65, 12);
    expect(prize({ 'narrative.level': 1, 'capex.strategicPrize': 1.1, 'capex.outcomeLinkedShare': 0.5 })).toBeCloseTo(
      1.1 * 0.7,
      12,
    );
  });

  it('is cut while an antitrust remedy is in force, and whole again after', () => {
    const scenario = shipped('baseline', {
      horizonMonths: 12,
      market: undefined,
      'regulation.antitrust.ratePerYear': 0,
    });
    scenario.interventions = [{ kind: 'antitrust', month: 4, months: 3 }];
    const free = prizeWeight(worldAtStart(scenario), 0);
    watch(scenario, 'remedy', (world, month) => {
      const cut = month >= 4 && month < 7 ? scenario.regulation.antitrust.prizeCut : 0;
      expect(prizeWeight(world, month)).toBeCloseTo(free * (1 - cut), 12);
    });
  });
});

describe('investment', () => {
  /** Investment wanted by firm f in the state of a month, were it to play the intensity. */
  function wanted(world: World, month: number, f: number, intensity: number): number {
    const kept = [world.firms.intensity[f], world.firms.investmentMw.slice(), world.firms.gate.slice()] as const;
    const [played, investment] = kept;
    world.firms.intensity[f] = intensity;
    stepBudget(world, month);
    const moved = world.firms.investmentMw[f];
    world.firms.intensity[f] = played;
    world.firms.investmentMw.set(investment);
    return moved;
  }

  const cases: readonly (readonly [string, Economy])[] = [
    ['baseline', shipped('baseline')],
    ['disciplined', shipped('disciplined')],
    ['slow-monetisation', shipped('slow-monetisation')],
    ['without a prize', shipped('baseline', { 'capex.strategicPrize': 0 })],
    ['without an option', shipped('baseline', { 'capex.preemptionErosion': 1 })],
    ['in best response', shipped('baseline', { 'capex.response': 'best-response' })],
  ];

  it.each(cases)('grows with intensity from the same state: %s', (_, scenario) => {
    watch(scenario, 'intensity', (world, month) => {
      if (month % 12 !== 7) return;
      for (let f = 0; f < world.derived.firmCount; f++) {
        const levels = [0, 0.25, 0.5, 0.75, 1].map((a) => wanted(world, month + 1, f, a));
        expect(levels[0]).toBeLessThanOrEqual(levels[4] * (1 + 1e-12));
      }
    });
  });

  it('is cut by a breached covenant, and 0 at least', () => {
    const world = worldAtStart(shipped('baseline'));
    for (let f = 0; f < world.derived.firmCount; f++) {
      const free = financingCapMw(world, 0, f);
      world.firms.breach[f] = 1;
      expect(financingCapMw(world, 0, f)).toBeCloseTo(free * (1 - world.scenario.capex.covenantCut), 12);
      expect(free).toBeGreaterThanOrEqual(0);
    }
  });

  it('is never allowed to shrink by more cash or by lenders who accept more', () => {
    const cap = (changes: Readonly<Record<string, unknown>>): number[] => {
      const world = worldAtStart(shipped('baseline', changes));
      return world.entities.firm.map((_, f) => financingCapMw(world, 0, f));
    };
    const plain = cap({});
    const raised = cap({ 'firms[ORCL].leverageMax': 9, 'firms[NEO].leverageMax': 12 });
    for (let f = 0; f < plain.length; f++) expect(raised[f]).toBeGreaterThanOrEqual(plain[f]);
    const internal = cap({ 'capex.leverageUse': 0 });
    for (let f = 0; f < plain.length; f++) expect(internal[f]).toBeLessThanOrEqual(plain[f]);
  });

  it('is bounded by AI profit once growth beyond the hurdle is over', () => {
    const world = worldAtStart(shipped('baseline'));
    world.demand.growthBelief = world.scenario.capex.growthHurdlePerYear;
    for (let f = 0; f < world.derived.firmCount; f++) {
      const price = 0.028 + world.scenario.power.shellPriceUsdBnPerMw;
      expect(financingCapMw(world, 0, f) * price * 12).toBeLessThanOrEqual(
        world.books.operatingProfitPerYear[f] + 1e-9,
      );
    }
  });
});

it('boards meet in months 2, 5, 8, ...', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter(isDecisionMonth)).toEqual([2, 5, 8]);
  expect([0, 2, 3, 5, 6, 8].map(decisionsBefore)).toEqual([0, 0, 1, 1, 2, 2]);
});
