/** Accounts: balance sheets balance, cash goes somewhere, and nothing is capitalised twice. */

import { describe, expect, it } from 'vitest';
import { RESIDUAL_TOLERANCE } from '../../src/model/accounts/identities.ts';
import { operatingCashFlowUsdBnPerYear } from '../../src/model/capex/financing-cap.ts';
import type { World } from '../../src/model/world/world.ts';
import { mean, variance } from '../../src/numeric/statistics.ts';
import { sum } from '../../src/numeric/sum.ts';
import { shipped } from '../support/shipped.ts';
import { watch } from '../support/stepping.ts';

const NAMES = ['baseline', 'power-tight', 'regulation-tight', 'slow-monetisation', 'hbm-outage', 'disciplined'];

/** AI plant of all builders at book value, USD bn, prepayments left out. */
function aiPlant(books: World['books']): number {
  const inService = sum(books.systems) + sum(books.shells);
  return inService + sum(books.stagedSystems) + sum(books.shellsUnderway) + sum(books.turbinesUnderway);
}

/** Copies of what a month starts from. */
function opening({ books, sectors }: World) {
  return {
    cash: books.cash.slice(),
    debt: books.debt.slice(),
    equity: books.equity.slice(),
    systems: books.systems.slice(),
    staged: books.stagedSystems.slice(),
    shells: books.shells.slice(),
    underway: books.shellsUnderway.map((shells, f) => shells + books.turbinesUnderway[f]),
    prepaid: books.prepaid.slice(),
    outside: { ...sectors },
  };
}

it('lets the log of core capex deviate from its trend by as much as given after a year', () => {
  const scenario = shipped('baseline', { horizonMonths: 12 });
  const { coreCapexVolatilityPerYear, coreCapexReversionYears } = scenario.capex;
  const deviations: number[] = [];
  for (let seed = 0; seed < 60; seed++) {
    const world = watch(scenario, `core ${seed}`, () => {});
    const { books, derived } = world;
    world.scenario.firms.forEach(({ coreCapexUsdBnPerYear }, f) => {
      const trend = (coreCapexUsdBnPerYear / 12) * derived.coreCapexGrowth[f] ** 12;
      deviations.push(Math.log(books.coreCapex[f] / trend));
    });
  }
  const kept = 1 - 1 / (12 * coreCapexReversionYears);
  const expected = (coreCapexVolatilityPerYear ** 2 / 12) * ((1 - kept ** 24) / (1 - kept ** 2));
  expect(Math.abs(mean(deviations))).toBeLessThan(3 * Math.sqrt(expected / deviations.length));
  expect(variance(deviations) / expected).toBeGreaterThan(0.8);
  expect(variance(deviations) / expected).toBeLessThan(1.2);
});

describe.each(NAMES)('%s', (name) => {
  it('leaves no residual in any month', () => {
    const world = watch(shipped(name), 'books', ({ sectors }) => {
      expect(sectors.worstResidual, sectors.worstIdentity).toBeLessThan(RESIDUAL_TOLERANCE);
    });
    expect(world.sectors.worstResidual).toBeGreaterThanOrEqual(0);
  });

  it('rolls cash, equity and plant forward', () => {
    let before: ReturnType<typeof opening> | undefined;
    watch(shipped(name, { horizonMonths: 60 }), 'roll', (world) => {
      const { books } = world;
      if (before !== undefined) {
        for (let f = 0; f < world.derived.firmCount; f++) {
          const earned = books.equity[f] - before.equity[f];
          expect(earned).toBeCloseTo(books.netIncome[f] - books.payout[f], 9);
          const prepaid = books.prepaid[f] - before.prepaid[f];
          const borrowed = books.debt[f] - before.debt[f];
          const flows =
            books.netIncome[f] + books.depreciation[f] - books.aiCapex[f] - prepaid - books.payout[f] + borrowed;
          expect(books.cash[f] - before.cash[f]).toBeCloseTo(flows, 8);
          const plant = (at: 'systems' | 'shells') => books[at][f];
          const tangible =
            plant('systems') +
            plant('shells') +
            books.stagedSystems[f] +
            books.shellsUnderway[f] +
            books.turbinesUnderway[f];
          const was = before.systems[f] + before.shells[f] + before.staged[f] + before.underway[f];
          expect(tangible - was).toBeCloseTo(books.aiCapex[f] - books.depreciation[f], 8);
        }
      }
      before = opening(world);
    });
  });
});

describe('baseline', () => {
  it('keeps assets of AI and debt at or above zero, and cash at its floor', () => {
    const scenario = shipped('baseline');
    watch(scenario, 'floor', ({ books, derived, scenario: played }) => {
      for (let f = 0; f < derived.firmCount; f++) {
        for (const stock of [
          books.systems,
          books.shells,
          books.stagedSystems,
          books.shellsUnderway,
          books.turbinesUnderway,
          books.prepaid,
          books.debt,
        ]) {
          expect(stock[f]).toBeGreaterThanOrEqual(0);
        }
        expect(books.cash[f]).toBeGreaterThanOrEqual(played.capex.cashFloorShare * played.firms[f].cashUsdBn - 1e-9);
      }
    });
  });

  it('does not depreciate unpowered systems', () => {
    const dark = shipped('baseline', {
      horizonMonths: 24,
      // Builders order as at month 0 whatever the sites.
      'capex.investmentAdjustPerMonth': 0,
      'power.behindTheMeter.startMwPerMonth': 0,
      'power.behindTheMeter.endMwPerMonth': 0,
    });
    for (const region of dark.power.regions) Object.assign(region, { additionsMwPerMonth: 0.001, headroomMw: 0 });
    const world = watch(dark, 'dark', () => undefined);
    expect(sum(world.firms.stagedMw)).toBeGreaterThan(1000);
    expect(sum(world.books.stagedSystems)).toBeGreaterThan(0.5 * 0.028 * sum(world.firms.stagedMw));
  });

  it('leases a part of AI investment, and sells bonds for cash capex beyond a part of cash flow', () => {
    let bonds = 0;
    let before: ReturnType<typeof opening> | undefined;
    watch(shipped('baseline', { horizonMonths: 36 }), 'funding', (world) => {
      const { books, scenario, derived } = world;
      for (let f = 0; f < derived.firmCount && before !== undefined; f++) {
        const firm = scenario.firms[f];
        expect(books.leased[f]).toBeCloseTo(firm.leaseShare * books.aiCapex[f], 12);
        expect(books.cashCapex[f]).toBeCloseTo(books.aiCapex[f] - books.leased[f] + books.coreCapex[f], 12);
        expect(books.bonds[f]).toBeGreaterThanOrEqual(0);
        const repaid = before.debt[f] + books.leased[f] + books.bonds[f] - books.debt[f];
        expect(repaid).toBeGreaterThanOrEqual(-1e-9);
        if (books.bonds[f] > 0) expect(repaid).toBeCloseTo(0, 9);
        const flow = operatingCashFlowUsdBnPerYear(world, f) / 12;
        const ahead = books.cashCapex[f] - scenario.capex.bondThreshold * Math.max(0, flow);
        // Beyond the threshold lenders are asked for no more than that, unless cash is at its floor.
        const atFloor = books.cash[f] <= scenario.capex.cashFloorShare * firm.cashUsdBn + 1e-9;
        if (!atFloor) expect(books.bonds[f]).toBeLessThanOrEqual(Math.max(0, ahead) + 1e-9);
        bonds += books.bonds[f];
      }
      before = opening(world);
    });
    expect(bonds).toBeGreaterThan(10);
  });

  it('values a position at its years of margin after tax on contested revenue', () => {
    watch(shipped('baseline', { horizonMonths: 12 }), 'position', ({ books, firms, demand, scenario, derived }) => {
      const keep = scenario.demand.serviceMargin * (1 - scenario.finance.taxRate);
      for (let f = 0; f < derived.firmCount; f++) {
        const worth = scenario.capex.positionYears * keep * demand.contestedUsdBnPerYear * firms.share[f];
        expect(books.position[f]).toBeCloseTo(worth, 9);
      }
    });
  });

  it('charges the whole cost of systems over their life', () => {
    const scenario = shipped('baseline', { horizonMonths: 84, 'stop.rule': 'horizon' });
    let charged = 0;
    let capitalised = 0;
    let start = Number.NaN;
    const world = watch(scenario, 'life', ({ books }, month) => {
      if (month === 0) start = aiPlant(books);
      else {
        charged += sum(books.depreciation);
        capitalised += sum(books.aiCapex);
      }
    });
    const { books } = world;
    const end = aiPlant(books);
    expect((start + capitalised - charged) / end).toBeCloseTo(1, 9);
    for (let f = 0; f < world.derived.firmCount; f++) {
      const ahead = scenario.finance.systemsLifeMonths * books.systemsCharge[f];
      expect(books.systems[f]).toBeLessThanOrEqual(ahead * (1 + 1e-9));
    }
  });

  it('stops charging shells when their life is over, and turbines only from when they run', () => {
    const short = shipped('baseline', { horizonMonths: 60, 'finance.shellLifeMonths': 24 });
    watch(short, 'shells', ({ books, derived, power }, month) => {
      for (let f = 0; f < derived.firmCount; f++) {
        expect(books.shells[f]).toBeGreaterThanOrEqual(-1e-9);
        // What is left is never more than what the charges in force will still take.
        expect(books.shells[f]).toBeLessThanOrEqual(24 * books.shellsCharge[f] + 1e-9);
        if (month < 11) expect(power.turbinesInstalledMw[f]).toBe(0);
        if (power.turbinesOnOrderMw[f] > 1e-6) expect(books.turbinesUnderway[f]).toBeGreaterThan(0);
      }
    });
  });
});
