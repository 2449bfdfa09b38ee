/** The row of a market: its columns, and what it makes of returns that can be read off. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { MARKET_RUN_METRICS } from '../../src/metrics/market-run-row.ts';
import { readMetrics } from '../../src/metrics/metric.ts';
import { syntheticMarket } from '../support/synthetic-market.ts';

const MONTHS = 150;
const SHARES = 7;
const marketRunMetrics = (trace: Trace) => readMetrics(MARKET_RUN_METRICS, trace) as Record<string, number>;

/** Returns of seven shares, month by month. */
const shares = (read: (month: number, e: number) => number): Float64Array =>
  Float64Array.from({ length: MONTHS * SHARES }, (_, i) => read(Math.floor(i / SHARES), i % SHARES));

describe('row of a market', () => {
  it('has a number for each metric', () => {
    const row = marketRunMetrics(syntheticMarket({ months: MONTHS, wallMonth: 100, unpaused: {} }));
    for (const [name, value] of Object.entries(row)) expect(value, name).not.toBeNaN();
    expect(row.sidecars).toBe(2);
  });

  it('is the same when asked again', () => {
    const trace = syntheticMarket({ months: MONTHS, wallMonth: 100 });
    expect(marketRunMetrics(trace)).toEqual(marketRunMetrics(trace));
  });

  it('takes medians over the companies of a class', () => {
    // In month 10 the builders fall by 10, 20 and 60 %, the suppliers by 50, 50 and 90 %, the basket by 5 %.
    const falls = [0.1, 0.2, 0.6, 0.5, 0.5, 0.9, 0.05];
    const returns = shares((month, e) => (month === 10 ? Math.log(1 - falls[e]) : 0.001));
    const row = marketRunMetrics(syntheticMarket({ months: MONTHS, columns: { 'equity/return': returns } }));
    expect(row.drawdown_builder).toBeCloseTo(0.2, 12);
    expect(row.drawdown_supplier).toBeCloseTo(0.5, 12);
    expect(row.drawdown_basket).toBeCloseTo(0.05, 12);
    // One bad month is as bad wherever it stands.
    expect(row.drawdown_excess_builder).toBeCloseTo(0, 12);
  });

  it('finds an excess where bad months come together and none where they alternate', () => {
    const bust = shares((month) => (month >= 60 && month < 75 ? -0.06 : 0.01));
    const calm = shares((month) => (month % 10 === 0 ? -0.06 : 0.01));
    const excess = (returns: Float64Array): number =>
      marketRunMetrics(syntheticMarket({ months: MONTHS, columns: { 'equity/return': returns } }))
        .drawdown_excess_supplier;
    expect(excess(bust)).toBeGreaterThan(0.2);
    expect(excess(calm)).toBeLessThan(0);
  });

  it('measures the fall around the wall from the year before it to the two years after', () => {
    const prices = shares((month) => (month < 20 ? 5 : month < 45 ? 2.5 : month <= 50 ? 2 : month < 70 ? 1.5 : 0.1));
    const at = (wallMonth: number): number =>
      marketRunMetrics(syntheticMarket({ months: MONTHS, wallMonth, columns: { 'equity/price_index': prices } }))
        .fall_after_wall_supplier;
    // The highest of months 35 to 46 or 39 to 50; month 70 is within two years of month 46 and not of month 45.
    expect(at(45)).toBeCloseTo(1 - 1.5 / 2.5, 12);
    expect(at(46)).toBeCloseTo(1 - 0.1 / 2.5, 12);
    expect(at(-1)).toBeNaN();
    // Without the pause the lowest would have been 1.8.
    const unpaused = { 'equity/price_index': shares(() => 1.8) };
    const columns = { 'equity/price_index': prices };
    const row = marketRunMetrics(syntheticMarket({ months: MONTHS, wallMonth: 45, columns, unpaused }));
    expect(row.fall_after_wall_excess_supplier).toBeCloseTo((1.8 - 1.5) / 2.5, 12);
  });

  it('takes out of a reaction what the share earns in other months', () => {
    const base = syntheticMarket({ months: MONTHS });
    const reported = base.column('reported', 'equity');
    const consensus = base.column('consensus_surprise', 'equity');
    const returns = reported.map((is, i) => 0.02 + (is > 0 ? (consensus[i] > 0 ? 0.01 : -0.04) : 0));
    const row = marketRunMetrics(syntheticMarket({ months: MONTHS, columns: { 'equity/return': returns } }));
    expect(row.reaction_beat).toBeCloseTo(0.01, 12);
    expect(row.reaction_miss).toBeCloseTo(-0.04, 12);
    expect(row.beat_rate).toBeGreaterThan(0.7);
  });
});
