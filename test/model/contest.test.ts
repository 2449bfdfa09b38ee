/** The contest behind the targets: its rest point with equal firms, and how answers lead there. */

import { describe, expect, it } from 'vitest';
import { fillTargets, userCostUsdBnPerMwYear } from '../../src/model/capex/targets.ts';
import type { World } from '../../src/model/world/world.ts';
import { type Changes, shipped } from '../support/shipped.ts';
import { worldAtStart } from '../support/stepping.ts';

/** R^e 100 a year at a margin of 1, user cost .3, n equal firms that race, a prize, no contracts of labs. */
function contest(n: number, psi = 0, changes: Changes = {}): World {
  const scenario = shipped('baseline', {
    'capex.growthHaircut': 1,
    'capex.rivalsSeenMonths': 1,
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
  world.race.prize = psi;
  world.firms.ambition.fill(0);
  world.firms.committedUsdBnPerYear.fill(0);
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
  it('rests at the Nash total m R (1 + psi)(n - 1)/(n c) with n equal firms', () => {
    for (const n of [2, 3, 5, 8]) {
      for (const psi of [0, 1.1]) {
        const total = (100 * (1 + psi) * (n - 1)) / (n * 0.3);
        const answer = answers(contest(n, psi), Array(n).fill(total / n));
        for (const target of answer) expect(target).toBeCloseTo(total / n, 8);
      }
    }
  });

  it('is 266.6667 at R 100, user cost .3 and five firms: half-damped best response converges to it', () => {
    const world = contest(5);
    let capacity = [10, 20, 30, 40, 50];
    for (let round = 0; round < 200; round++) {
      const wanted = answers(world, capacity);
      capacity = capacity.map((have, f) => (have + wanted[f]) / 2);
    }
    for (const have of capacity) expect(have).toBeCloseTo(266.666_666_666_7 / 5, 6);
  });

  it('sequential best response converges too, and simultaneous undamped play cycles from four firms on', () => {
    const world = contest(5);
    const capacity = [10, 20, 30, 40, 50];
    for (let move = 0; move < 500; move++) capacity[move % 5] = answers(world, capacity)[move % 5];
    for (const have of capacity) expect(have).toBeCloseTo(266.666_666_666_7 / 5, 6);

    const wave = contest(4);
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
    const half = Array.from({ length: 5 }, () => 266.666_666_666_7 / 10);
    const total = answers(contest(5), half).reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(1.1 * 266.67);
  });

  it("sees a step of rivals' pipelines by 1 - (1 - 1/T)^k after k months", () => {
    const world = contest(5, 0, { 'capex.rivalsSeenMonths': 3 });
    world.firms.rivalsSeen.fill(80);
    for (let k = 1; k <= 6; k++) {
      answers(world, [40, 40, 40, 40, 40]);
      for (const seen of world.firms.rivalsSeen) expect(seen).toBeCloseTo(160 - 80 * (2 / 3) ** k, 9);
    }
  });
});
