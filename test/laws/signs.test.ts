/** Signs that the model must have, as means over many paired seeds; a t beyond 4 is no accident. */

import { describe, expect, it } from 'vitest';
import { mean, variance } from '../../src/numeric/statistics.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { firstWalls, paired, type Row, rowsOf } from '../support/paired.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const RUNS = 40;
/** For what random draws move more. */
const MANY = 70;
/** Long enough for walls and the pause after them. */
const SHORT: Changes = { horizonMonths: 60, 'stop.aftermathMonths': 30 };
/** Every run as long as the other, so that sums compare. */
const FREE: Changes = { horizonMonths: 60, 'stop.rule': 'horizon' };

const BASELINE = rowsOf(shipped('baseline', SHORT), RUNS);
const FIRST_WALLS = rowsOf(shipped('baseline', { 'stop.rule': 'first-wall' }), 100);
const FREE_BASELINE = rowsOf(shipped('baseline', FREE), RUNS);

const rises = (a: readonly Row[], b: readonly Row[], metric: string): void =>
  expect(paired(a, b, metric).t, metric).toBeGreaterThan(4);
const falls = (a: readonly Row[], b: readonly Row[], metric: string): void =>
  expect(paired(a, b, metric).t, metric).toBeLessThan(-4);
const free = (changes: Changes): Row[] => rowsOf(shipped('baseline', { ...FREE, ...changes }), RUNS);

const hit = (...interventions: Economy['interventions']): Row[] =>
  rowsOf({ ...shipped('baseline', FREE), interventions }, RUNS);
const paused = (changes: Changes): Row[] => rowsOf(shipped('baseline', { ...SHORT, ...changes }), RUNS);

describe('walls', () => {
  it('of the baseline each come first in some runs', () => {
    const counts = firstWalls(FIRST_WALLS);
    for (const { id } of shipped('baseline').walls) expect(counts.get(id) ?? 0, id).toBeGreaterThan(0);
  });

  it.each([
    ['power-tight', 'power'],
    ['regulation-tight', 'regulation'],
    ['slow-monetisation', 'roi'],
  ])('%s ends at %s more often than the baseline', (name, wall) => {
    const ends = (rows: readonly Row[]): number => firstWalls(rows).get(wall) ?? 0;
    const tight = rowsOf(shipped(name, { 'stop.rule': 'first-wall' }), RUNS);
    expect(ends(tight)).toBeGreaterThan(ends(FIRST_WALLS.slice(0, RUNS)) + RUNS / 10);
  });

  it('power comes later, queues are shorter and more is built, when grids add more', () => {
    const power = (factor: number): Row[] => {
      const scenario = shipped('baseline', FREE);
      scenario.walls = scenario.walls.filter(({ id }) => id === 'power');
      for (const region of scenario.power.regions) region.additionsMwPerMonth *= factor;
      // A run without the wall counts as one in which it comes after the horizon.
      return rowsOf(scenario, RUNS).map((row) => ({
        ...row,
        wall_month: Number.isNaN(row.wall_month) ? 61 : row.wall_month,
      }));
    };
    const scarce = power(1);
    const ample = power(1.5);
    rises(scarce, ample, 'wall_month');
    falls(scarce, ample, 'queue_wait_months_peak');
    rises(scarce, ample, 'early_ai_capex');
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

  it('earns less for all together', () => {
    falls(discipline, race, 'economic_profit_usd_bn');
  });

  it('meets more restrictions', () => {
    rises(discipline, race, 'restrictions');
  });

  it('spends more after an impulse to the narrative', () => {
    const told = hit({ kind: 'narrative-impulse', month: 3, change: 0.4 });
    rises(FREE_BASELINE, told, 'overspend_ratio');
    // The impulse decays within months, and what is ordered early is not ordered later.
    rises(FREE_BASELINE, told, 'first_year_capex_usd_bn');
    rises(FREE_BASELINE, told, 'two_year_delivered_mw');
  });

  it('spends less when the risk-free rate rises on the way', () => {
    falls(FREE_BASELINE, hit({ kind: 'rate-rise', month: 3, changePerYear: 0.01 }), 'early_ai_capex');
  });
});

describe('levers', () => {
  it('outcome-linked pricing lowers overspend', () => {
    falls(FREE_BASELINE, free({ 'capex.outcomeLinkedShare': 1 }), 'overspend_ratio');
  });

  it('outcome-linked pricing puts the wall off', () => {
    const [by, use] = [0.5, 0].map((share) =>
      rowsOf(shipped('baseline', { ...SHORT, 'stop.rule': 'first-wall', 'capex.outcomeLinkedShare': share }), MANY),
    );
    rises(use, by, 'months_to_wall');
  });

  it('all five levers together put the wall off', () => {
    rises(BASELINE, rowsOf(shipped('baseline+antifragile', SHORT), RUNS), 'months_to_wall');
  });

  it('internal cash instead of leverage lowers the peak of capex and binds sooner', () => {
    const cash = free({ 'capex.leverageUse': 0 });
    falls(FREE_BASELINE, cash, 'peak_capex_usd_bn_per_year');
    falls(FREE_BASELINE, cash, 'early_ai_capex');
    rises(FREE_BASELINE, cash, 'bound_finance');
  });

  it('buyers beyond the builders make the order shortfall of accelerators shallower', () => {
    const more = paused({ 'supply.nodes[accelerator].othersMwPerMonth': 800 });
    falls(BASELINE, more, 'air_pocket_accelerator');
    falls(BASELINE, more, 'sales_lost_accelerator');
  });

  it('no gaming leaves fewer orders to cancel and a shallower shortfall upstream', () => {
    const honest = paused({ 'supply.gaming.maxInflation': 1 });
    falls(BASELINE, honest, 'cancelled_mw_hbm');
    falls(BASELINE, honest, 'air_pocket_hbm');
  });

  it('a pause with a lower floor makes investment fall further, and suppliers lose more', () => {
    const mild = paused({ 'stop.pauseFloor': 0.6 });
    rises(mild, BASELINE, 'investment_fall_after_wall');
    rises(mild, BASELINE, 'sales_lost_accelerator');
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
