/** Backtests: known answers of the scores and the naive forecasts, and how the record is read. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { POOLED, scoreBacktest } from '../../src/experiment/backtest.ts';
import { crps, type Forecast, probabilityIntegral, scoreForecasts } from '../../src/experiment/forecast-scores.ts';
import { NAIVE, naiveForecasts } from '../../src/experiment/naive-forecasts.ts';
import { RECORD_TABLES } from '../../src/experiment/record-tables.ts';
import { type Measured, measuredSeries, recordedSeries } from '../../src/experiment/recorded-series.ts';
import { normalQuantile } from '../../src/numeric/special.ts';
import { quantile } from '../../src/numeric/statistics.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillUniforms, openStream, streamId } from '../../src/random/stream.ts';

/** Uniform draws in (0, 1) of a stream of this test. */
function uniforms(count: number, key: string): Float64Array {
  const draws = new Float64Array(count);
  fillUniforms(draws, openStream(expandSeed('backtest'), 0, streamId('demand', key)));
  return draws;
}

it('gives the CRPS of a certain, of a small and of a normal forecast', () => {
  expect(crps(Float64Array.of(3), 5)).toBe(2);
  expect(crps(Float64Array.of(3, 3, 3), 5)).toBe(2);
  // E|X - y| = (2 + 0 + 1) / 3; pairs of different members lie 2, 3 and 1 apart, and half of their mean is 1.
  expect(crps(Float64Array.of(4, 2, 1), 2)).toBeCloseTo(0, 14);
  const normal = Float64Array.from({ length: 4000 }, (_, i) => normalQuantile((i + 0.5) / 4000));
  // y (2 Phi(y) - 1) + 2 phi(y) - 1 / sqrt(pi), at 0 and at 1 [GneitingRaftery2007].
  expect(crps(normal, 0)).toBeCloseTo(0.233695, 3);
  expect(crps(normal, 1)).toBeCloseTo(0.602441, 3);
});

it('counts half of the ties in a probability-integral value', () => {
  expect(probabilityIntegral(Float64Array.of(1, 2, 2, 3), 2)).toBe(0.5);
  expect(probabilityIntegral(Float64Array.of(1, 2, 2, 3), 9)).toBe(1);
});

/** Forecasts whose record comes from a normal `width` times as wide as they say. */
function forecasts(width: number): Forecast[] {
  const count = 4000;
  const sample = Float64Array.from({ length: 400 }, (_, i) => 10 + normalQuantile((i + 0.5) / 400));
  return Array.from(uniforms(count, 'record'), (u) => ({
    series: 'a',
    horizon: 1,
    observed: 10 + width * normalQuantile(u),
    sample,
  }));
}

it('finds calibrated forecasts calibrated: bands hold what they say and the histogram is even', () => {
  const { coverage, pit, medianError, count } = scoreForecasts(forecasts(1));
  expect(count).toBe(4000);
  for (const [b, band] of [0.5, 0.8, 0.9].entries()) expect(Math.abs(coverage[b] - band)).toBeLessThan(0.025);
  for (const bin of pit) expect(Math.abs(bin / count - 0.2)).toBeLessThan(0.025);
  expect(Math.abs(medianError)).toBeLessThan(0.01);
});

it('finds forecasts that are too narrow: bands hold too little and the outer bins are full', () => {
  const { coverage, pit, count } = scoreForecasts(forecasts(2));
  // P(|2 Z| < 1.2816) = 0.478.
  expect(Math.abs(coverage[1] - 0.478)).toBeLessThan(0.03);
  expect((pit[0] + pit[4]) / count).toBeGreaterThan(0.6);
});

it('is exact where growth never changes, and holds the last value where nothing grows', () => {
  const growing = Array.from({ length: 20 }, (_, t) => 5 * 1.1 ** t);
  const samples = naiveForecasts(growing, 3) ?? [];
  const medians = samples.map((sample) => quantile(sample, 0.5));
  expect(medians[NAIVE.indexOf('last growth')]).toBeCloseTo(5 * 1.1 ** 22, 9);
  expect(medians[NAIVE.indexOf('trend')]).toBeCloseTo(5 * 1.1 ** 22, 9);
  // The last value was too low by the same factor each time, and its band knows.
  expect(medians[NAIVE.indexOf('last value')]).toBeCloseTo(5 * 1.1 ** 22, 9);
  const flat =
    naiveForecasts(
      Array.from({ length: 16 }, () => 7),
      2,
    ) ?? [];
  for (const sample of flat) for (const value of sample) expect(value).toBeCloseTo(7, 12);
  expect(naiveForecasts(growing.slice(0, 12), 1)).toBeUndefined();
});

it('takes errors of a shorter horizon, scaled, where the history has too few', () => {
  const history = Array.from({ length: 13 }, (_, t) => (t % 2 === 0 ? 1 : 2));
  const [near] = naiveForecasts(history, 1) ?? [];
  const [far] = naiveForecasts(history, 4) ?? [];
  expect(near).toHaveLength(5);
  expect(far).toHaveLength(5);
  expect(Math.max(...near)).toBeCloseTo(2, 12);
  expect(Math.max(...far)).toBeCloseTo(2 ** 2, 12);
});

const tables = Object.fromEntries(RECORD_TABLES.map((file) => [file, readFileSync(`data/${file}`, 'utf8')]));
const from = (startMonth: string): Measured => ({
  startMonth,
  firmIds: ['AMZN', 'GOOGL', 'META', 'MSFT', 'NEO', 'ORCL'],
  nodeIds: ['accelerator', 'packaging'],
});

it('reads the record before and after a start', () => {
  const series = recordedSeries(tables, from('2024-07'));
  const one = (name: string) => series.find((each) => each.name.startsWith(name));
  expect(one('all')?.points.map(({ label }) => label)).toEqual(['2024Q3', '2024Q4', '2025Q1', '2025Q2', '2025Q3']);
  expect(one('all')?.points.at(-1)?.value).toBeCloseTo(105.8, 1);
  expect(one('AMZN')?.history.at(-1)).toBe(17.62);
  expect(one('capex over cash flow')?.points.at(-1)?.value).toBeCloseTo((120.1 + 69 + 77.9 + 62.7) / 536.7, 2);
  // OpenAI between 4.0 and 5.5, Anthropic between .087 and 1.0.
  expect(one('revenue of labs')?.points[0].value).toBeCloseTo(4.8, 1);
  expect(one('adoption')?.points.map(({ value }) => Math.round(1000 * value))).toEqual([57, 74, 92, 97]);
  expect(one('NEO')).toBeUndefined();
});

it('reads what is on record of suppliers, and measures a run in the same way', () => {
  const series = measuredSeries(tables, from('2023-10'));
  const one = (name: string) => series.find((each) => each.name.startsWith(name)) ?? series[0];
  const vendor = one('vendor revenue');
  // Fiscal quarters: the first after the start ends in January 2024 with 18,404; the history ends with it.
  expect(vendor.history.at(-1)).toBe(1);
  expect(vendor.history.at(-2)).toBeCloseTo(14514 / 18404, 10);
  expect(vendor.points[0]).toEqual({ label: 'FY25Q1', horizon: 1, month: 6, value: 22563 / 18404 });
  expect(vendor.points).toHaveLength(7);
  expect(one('lead time').points.map(({ label, value }) => [label, value])).toEqual([
    ['2023-11', 44],
    ['2024-02', 15],
    ['2024-04', 10],
  ]);
  expect(one('packaging').points).toEqual([{ label: '2024Q4', horizon: 5, month: 14, value: 36 / 15 }]);
  expect(one('bonds').points).toEqual([]);
  expect(recordedSeries(tables, from('2023-10')).some(({ name }) => name.startsWith('bonds'))).toBe(false);

  const months = 9;
  const nodes = ['packaging', 'accelerator'];
  const values = Float64Array.from({ length: months * 2 }, (_, i) => (i % 2 === 0 ? 1000 : i >> 1));
  const trace = { months, entities: { node: nodes }, column: () => values } as unknown as Trace;
  // Months 4 to 6 over months 1 to 3.
  expect(vendor.at(trace, 6)).toBeCloseTo(15 / 6, 14);
  expect(vendor.at(trace, 9)).toBeNaN();
  expect(one('lead time').at(trace, 6)).toBeCloseTo((6 * 365.25) / 84, 10);
});

it('reads figures of one builder alone, and says what is wrong with a start', () => {
  const table = 'company,quarter,capex_usd_bn\nAMZN,2025Q4,39\nAMZN,2026Q1,40\n';
  const mine = { 'hyperscaler_capex_quarterly.csv': table };
  expect(recordedSeries(mine, from('2025-10')).map(({ name }) => name)).toEqual(['AMZN']);
  expect(() => recordedSeries(mine, from('2025-11'))).toThrow(/starts with a quarter/);
  expect(() => recordedSeries(mine, from('2024-07'))).toThrow(/no row of 2024Q3/);
  expect(() => recordedSeries({ 'hyperscaler_capex_quarterly.csv': 'company\n' }, from('2025-10'))).toThrow(
    /:1: columns are missing: quarter, capex_usd_bn/,
  );
});

it('scores the values of runs, pools builders, and counts runs without a wall', () => {
  const table = 'company,quarter,capex_usd_bn\nAMZN,2025Q4,10\nMETA,2025Q4,30\n';
  const series = recordedSeries({ 'hyperscaler_capex_quarterly.csv': table }, from('2025-10'));
  const runs = [9, 11].map((value, k) => ({
    values: [[value], [3 * value], [4 * value]],
    wallMonth: k === 0 ? -1 : 2,
  }));
  const { rows, noWallShare } = scoreBacktest(series, runs);
  expect(rows.map(({ name }) => name)).toEqual(['AMZN', 'META', POOLED, 'all']);
  expect(rows[2].model).toMatchObject({ count: 2, medianError: 0, coverage: [1, 1, 1] });
  expect(rows[3].naive).toBeUndefined();
  expect(noWallShare).toBe(0.5);
});
