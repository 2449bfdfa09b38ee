/** Signs that the model must have, as means over many paired seeds; a t beyond 4 is no accident. */

import { describe, expect, it } from 'vitest';
import { mean, variance } from '../../src/numeric/statistics.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { firstWalls, paired, type Row, rowsOf } from '../support/paired.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const RUNS = 80;
/** For what luck moves more. */
const MANY = 240;
/** Every run as long as the other, so that sums compare. */
const FREE: Changes = { 'stop.rule': 'horizon' };

const BASELINE = rowsOf(shipped('baseline'), RUNS);
const FREE_BASELINE = rowsOf(shipped('baseline', FREE), RUNS);

const rises = (a: readonly Row[], b: readonly Row[], metric: string): void =>
  expect(paired(a, b, metric).t, metric).toBeGreaterThan(4);
const falls = (a: readonly Row[], b: readonly Row[], metric: string): void =>
  expect(paired(a, b, metric).t, metric).toBeLessThan(-4);
const free = (changes: Changes): Row[] => rowsOf(shipped('baseline', { ...FREE, ...changes }), RUNS);

describe('walls', () => {
  it('of the baseline each come first in some runs, and a fair share of runs meets none', () => {
    const counts = firstWalls(BASELINE);
    for (const { id } of shipped('baseline').walls) expect(counts.get(id) ?? 0, id).toBeGreaterThan(0);
    const none = (counts.get('none') ?? 0) / RUNS;
    expect(none).toBeGreaterThan(0.05);
    expect(none).toBeLessThan(0.3);
  });

  it.each([
    ['power-tight', 'power'],
    ['regulation-tight', 'regulation'],
    ['slow-monetisation', 'roi'],
  ])('%s mostly ends at %s', (name, wall) => {
    expect(firstWalls(rowsOf(shipped(name), 50)).get(wall) ?? 0).toBeGreaterThan(25);
  });

  it('power comes later, and queues are shorter, when grids add more', () => {
    const power = (factor: number): Row[] => {
      const scenario = shipped('baseline', FREE);
      scenario.walls = scenario.walls.filter(({ id }) => id === 'power');
      for (const region of scenario.power.regions) region.additionsMwPerMonth *= factor;
      // A run without the wall counts as one in which it comes after the horizon.
      return rowsOf(scenario, RUNS).map((row) => ({
        ...row,
        wall_month: Number.isNaN(row.wall_month) ? 121 : row.wall_month,
      }));
    };
    const scarce = power(1);
    const ample = power(1.5);
    rises(scarce, ample, 'wall_month');
    falls(scarce, ample, 'queue_wait_months_peak');
  });
});

describe('racing', () => {
  const race = rowsOf(shipped('all-race', FREE), RUNS);
  const discipline = rowsOf(shipped('disciplined', FREE), RUNS);

  it('spends more in the first five years and peaks higher', () => {
    rises(discipline, race, 'early_ai_capex');
    rises(discipline, race, 'peak_capex_usd_bn_per_year');
    rises(discipline, race, 'overspend_ratio');
  });

  it('earns less for all together, prize and all', () => {
    falls(discipline, race, 'economic_profit_usd_bn');
  });

  it('meets more restrictions', () => {
    rises(discipline, race, 'restrictions');
  });

  it('pays more the larger the prize', () => {
    const prized = free({ 'capex.strategicPrize': 1.8 });
    rises(FREE_BASELINE, prized, 'overspend_ratio');
    rises(FREE_BASELINE, prized, 'early_ai_capex');
  });
});

describe('levers', () => {
  it('outcome-linked pricing lowers overspend and early investment', () => {
    const linked = free({ 'capex.outcomeLinkedShare': 1 });
    falls(FREE_BASELINE, linked, 'overspend_ratio');
    falls(FREE_BASELINE, linked, 'early_ai_capex');
  });

  it('outcome-linked pricing puts the wall off', () => {
    const linked = rowsOf(shipped('baseline', { 'capex.outcomeLinkedShare': 0.5 }), MANY);
    rises(rowsOf(shipped('baseline'), MANY), linked, 'months_to_wall');
  });

  it('all five levers together put the wall off, with less overspend and a shallower pocket', () => {
    const levers = rowsOf(shipped('baseline+antifragile'), RUNS);
    rises(BASELINE, levers, 'months_to_wall');
    falls(BASELINE, levers, 'overspend_ratio');
    falls(BASELINE, levers, 'air_pocket_accelerator');
  });

  it('internal cash instead of leverage lowers the peak of capex and binds sooner', () => {
    const [debt, cash] = [1, 0].map((leverageUse) =>
      rowsOf(shipped('baseline', { ...FREE, 'capex.leverageUse': leverageUse }), MANY),
    );
    falls(debt, cash, 'peak_capex_usd_bn_per_year');
    falls(debt, cash, 'early_ai_capex');
    rises(debt, cash, 'bound_finance');
  });

  it('buyers beyond the builders make the air pocket of accelerators shallower', () => {
    falls(
      BASELINE,
      rowsOf(shipped('baseline', { 'supply.nodes[accelerator].othersMwPerMonth': 800 }), RUNS),
      'air_pocket_accelerator',
    );
  });

  it('no gaming leaves fewer orders to cancel and a shallower pocket upstream', () => {
    const honest = rowsOf(shipped('baseline', { 'supply.gaming.maxInflation': 1 }), RUNS);
    falls(BASELINE, honest, 'cancelled_mw_hbm');
    falls(BASELINE, honest, 'air_pocket_hbm');
  });

  it('a harder pause makes investment fall further', () => {
    rises(BASELINE, rowsOf(shipped('baseline', { 'stop.pauseFloor': 0.3 }), RUNS), 'investment_fall');
  });
});

it('an outage of the largest memory maker costs deliveries in the year after', () => {
  falls(FREE_BASELINE, rowsOf(shipped('hbm-outage', FREE), RUNS), 'deliveries_after_18');
});

it('blocks of seeds agree within sampling error', () => {
  const scenario: Economy = shipped('baseline', FREE);
  const blocks = [FREE_BASELINE, rowsOf(scenario, RUNS, 10_000)];
  for (const metric of [
    'peak_capex_usd_bn_per_year',
    'cumulative_ai_capex_usd_bn',
    'overspend_ratio',
    'restrictions',
    'cancelled_mw_hbm',
  ]) {
    const [one, two] = blocks.map((rows) => rows.map((row) => Number(row[metric])));
    const error = Math.sqrt(variance(one) / one.length + variance(two) / two.length);
    expect(Math.abs(mean(one) - mean(two)) / error, metric).toBeLessThan(4);
  }
});
