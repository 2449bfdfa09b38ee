/** Draws of uncertain numbers: their laws, what they depend on, and that a run with them is the run of the drawn numbers. */

import { describe, expect, it } from 'vitest';
import { prepareDraws } from '../../src/engine/draws.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { normalQuantile } from '../../src/numeric/special.ts';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { numericLeaves } from '../../src/reader/leaves.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { openStream, streamId, uniformAt } from '../../src/random/stream.ts';
import { type Economy, EconomySchema } from '../../src/scenario/economy.ts';
import type { Spread } from '../../src/scenario/spread.ts';
import { changed, shipped } from '../support/shipped.ts';
import { differences, storeTrace } from '../support/traces.ts';

const SEED = expandSeed('draws');
const RUNS = 20_000;
const BASE = shipped('baseline', { horizonMonths: 24, 'stop.aftermathMonths': 12, spreads: 'off' });

/** The baseline, shortened, with these spreads. */
const uncertain = (spreads: Record<string, Spread>, from: Economy = BASE): Economy => ({ ...from, spreads });

/** Every draw of each number, by path. */
function drawsOf(scenario: Economy, runs = RUNS): Record<string, Float64Array> {
  const draws = prepareDraws(scenario);
  if (draws === undefined) throw new Error('nothing is uncertain');
  const columns = draws.columns.map(() => new Float64Array(runs));
  for (let k = 0; k < runs; k++) {
    const values = draws.at(SEED, k);
    for (const [i, column] of columns.entries()) column[k] = values[i];
  }
  return Object.fromEntries(draws.columns.map(({ name }, i) => [name, columns[i]]));
}

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  const dot = (x: Float64Array, mx: number, y: Float64Array, my: number): number =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
}

const REVENUE = 'demand.revenueUsdBnPerYear';
const ELASTICITY = 'demand.priceElasticity';
const LIVE = 'firms[META].liveMw';
const SPREADS = { [REVENUE]: { logSd: 0.15 }, [ELASTICITY]: { sd: 0.2 }, [LIVE]: { low: 1500, high: 4000 } };

describe('law', () => {
  const draws = drawsOf(uncertain(SPREADS));
  const quantile = (path: string, p: number): number => draws[path].slice().sort()[Math.round(p * RUNS)];

  it('has the quantiles of its kind', () => {
    // Four standard errors of a quantile of 20,000 draws at the densities here.
    for (const p of [0.1, 0.5, 0.9]) {
      const z = normalQuantile(p);
      expect(Math.abs(Math.log(quantile(REVENUE, p) / BASE.demand.revenueUsdBnPerYear) - 0.15 * z)).toBeLessThan(0.008);
      expect(Math.abs(quantile(ELASTICITY, p) - BASE.demand.priceElasticity - 0.2 * z)).toBeLessThan(0.01);
    }
    const mode = BASE.firms.find(({ id }) => id === 'META')?.liveMw ?? 0;
    // Mean of a triangle, and its standard deviation of a fifth of the range at most.
    expect(Math.abs(meanOf(draws[LIVE]) - (1500 + 4000 + mode) / 3)).toBeLessThan((4 * 2500) / 4 / Math.sqrt(RUNS));
    expect(Math.min(...draws[LIVE])).toBeGreaterThanOrEqual(1500);
    expect(Math.max(...draws[LIVE])).toBeLessThanOrEqual(4000);
  });

  it('is independent from path to path and from run to run', () => {
    const limit = 4 / Math.sqrt(RUNS);
    expect(Math.abs(correlation(draws[REVENUE], draws[ELASTICITY]))).toBeLessThan(limit);
    expect(Math.abs(correlation(draws[REVENUE], draws[LIVE]))).toBeLessThan(limit);
    expect(Math.abs(correlation(draws[REVENUE].slice(1), draws[REVENUE].slice(0, -1)))).toBeLessThan(limit);
  });

  it('stays within the field, whole where the field is', () => {
    const drawn = drawsOf(uncertain({ 'capex.leverageUse': { sd: 5 }, 'power.studyMonths': { sd: 2 } }), 500);
    expect(new Set([Math.min(...drawn['capex.leverageUse']), Math.max(...drawn['capex.leverageUse'])])).toEqual(
      new Set([0, 1]),
    );
    expect(drawn['power.studyMonths'].every((months) => Number.isInteger(months) && months >= 0)).toBe(true);
  });
});

describe('pairing', () => {
  it('draws a number by its path alone: nothing else in the scenario moves it', () => {
    const alone = drawsOf(uncertain({ [ELASTICITY]: { sd: 0.2 } }), 50)[ELASTICITY];
    expect(drawsOf(uncertain(SPREADS), 50)[ELASTICITY]).toEqual(alone);
    const reversed = { ...BASE, firms: [...BASE.firms].reverse() };
    expect(drawsOf(uncertain(SPREADS, reversed), 50)[LIVE]).toEqual(drawsOf(uncertain(SPREADS), 50)[LIVE]);
  });

  it('shares the quantile between two scenarios whose medians differ', () => {
    const one = drawsOf(uncertain({ [REVENUE]: { logSd: 0.15 } }), 50)[REVENUE];
    const double = changed(BASE, { [REVENUE]: 2 * BASE.demand.revenueUsdBnPerYear });
    const two = drawsOf(uncertain({ [REVENUE]: { logSd: 0.15 } }, double), 50)[REVENUE];
    for (let k = 0; k < one.length; k++) expect(two[k]).toBeCloseTo(2 * one[k], 8);
  });
});

describe('runs', () => {
  const simulator = createSimulator(uncertain(SPREADS));
  const path = [REVENUE, ELASTICITY, LIVE];

  it('are the runs of a scenario with the drawn numbers', () => {
    for (const k of [0, 7, 3]) {
      const trace = simulator.run(SEED, k);
      const drawn = Array.from(trace.draws ?? []);
      const columns = simulator.draws?.columns.map(({ name }) => name) ?? [];
      expect(columns).toEqual([...path].sort());
      expect(drawn).toEqual(Array.from(simulator.draws?.at(SEED, k) ?? []));
      const certain = changed(BASE, Object.fromEntries(columns.map((name, i) => [name, drawn[i]])));
      expect(runMetrics(trace)).toEqual(runMetrics(createSimulator(certain).run(SEED, k)));
    }
  });

  it('are what they were without spreads', () => {
    expect(createSimulator(BASE).draws).toBeUndefined();
    expect(simulate(BASE, 'draws').draws).toBeUndefined();
    expect(prepareDraws({ ...BASE, spreads: 'off' })).toBeUndefined();
  });

  it('cannot begin when a path leads to no number', () => {
    expect(() => createSimulator(uncertain({ 'demand.revenue': { sd: 1 } }))).toThrow(
      'spreads.demand.revenue: there is no number at this path',
    );
  });
});

describe('recompiling', () => {
  /** The baseline with every real number a little off, so that no two sets share a bit by chance. */
  const moved = (round: number): Economy => {
    const path = numericLeaves(BASE, EconomySchema).flatMap(({ path, value, facts }) => {
      if (facts === undefined || facts.integer || value === 0) return [];
      const factor = 1 + 0.01 * uniformAt(openStream(SEED, round, streamId('spread', path)), 0);
      return [[path, Math.min(facts.max, Math.max(facts.min, value * factor))]];
    });
    return changed(BASE, Object.fromEntries(path));
  };

  it('leaves nothing behind of the numbers, or of the run, before', () => {
    const used = createSimulator(BASE, 'all');
    for (const round of [0, 1, 2]) {
      const next = moved(round);
      used.run(SEED, round);
      expect(used.recompile?.(next)).toBe(true);
      const [again, fresh] = [used.run(SEED, 5), createSimulator(next, 'all').run(SEED, 5)];
      expect(differences(storeTrace(again, MODEL_COLUMNS), storeTrace(fresh, MODEL_COLUMNS))).toEqual([]);
      expect(again.accounts).toEqual(fresh.accounts);
      expect(again.events).toEqual(fresh.events);
    }
  });

  it('refuses what needs other arrays or other rules', () => {
    for (const changes of [
      { 'power.shellLeadMonths': 20 },
      { horizonMonths: 25 },
      { 'capex.response': 'best-response' },
      { 'firms[META].strategy': { id: 'grim', params: {} } },
      { market: undefined },
    ]) {
      expect(createSimulator(BASE).recompile?.(changed(BASE, changes))).toBe(false);
    }
  });

  it('happens by itself when a draw needs other arrays', () => {
    const scenario = uncertain({ 'power.shellLeadMonths': { sd: 4 }, [ELASTICITY]: { sd: 0.2 } });
    const simulator = createSimulator(scenario);
    for (const k of [0, 1, 2]) {
      const [elasticity, months] = Array.from(simulator.draws?.at(SEED, k) ?? []);
      const certain = changed(BASE, { [ELASTICITY]: elasticity, 'power.shellLeadMonths': months });
      expect(runMetrics(simulator.run(SEED, k))).toEqual(runMetrics(createSimulator(certain).run(SEED, k)));
    }
  });
});

it('refuses a run whose drawn numbers do not fit each other, and no other run', () => {
  const path = 'market.valuation.longGrowthPerYear';
  const simulator = createSimulator(uncertain({ [path]: { sd: 0.05 } }, shipped('baseline', { horizonMonths: 12 })));
  const drawn: number[] = [];
  const refused: string[] = [];
  for (let k = 0; k < 12; k++) {
    try {
      drawn.push(simulator.run(SEED, k).draws?.[0] ?? Number.NaN);
    } catch (error) {
      refused.push((error as Error).message.split('\n')[0]);
    }
  }
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatch(
    /^run \d+ draws numbers that do not fit: market\.equities\[[\w-]+\]\.beta: its cost of equity, /,
  );
  // Costs of equity of the baseline are near 9 % a year.
  expect(drawn.length).toBeGreaterThan(0);
  for (const growth of drawn) expect(growth).toBeLessThan(0.09);
});
