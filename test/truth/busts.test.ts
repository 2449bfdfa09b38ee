/** Busts of other industries as stress: telecom from 1996 and memory from 2017, beside the ranges on record. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { csvRecords } from '../../src/reader/csv-records.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { quantile } from '../../src/numeric/statistics.ts';
import { expandSeed } from '../../src/random/seed.ts';

const RUNS = 20;

/** Largest fall from a peak, as a share. */
function fallOf(values: readonly number[]): number {
  let [peak, fall] = [0, 0];
  for (const value of values) {
    peak = Math.max(peak, value);
    fall = Math.max(fall, 1 - value / peak);
  }
  return fall;
}

/** Sums of three months that follow one another. */
const quarters = (values: readonly number[]): number[] =>
  values.slice(2).map((_, m) => values[m] + values[m + 1] + values[m + 2]);

const seriesOf = (trace: Trace, shape: 'node' | 'equity', id: string, column: string): number[] => {
  const ids = trace.entities[shape];
  const values = trace.column(column, shape);
  return Array.from({ length: trace.months }, (_, m) => values[m * ids.length + ids.indexOf(id)]);
};

/** What each run of a scenario gives. */
function runsOf<T>(name: string, read: (trace: Trace) => T): T[] {
  const simulator = createSimulator(loadScenario(name).scenario, 'all');
  return Array.from({ length: RUNS }, (_, k) => read(simulator.run(expandSeed('bust'), k)));
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Falls on record in per cent, of rows of a category. */
function fallsOnRecord(category: string): number[] {
  const [header, ...rows] = csvRecords(readFileSync('data/base_rates.csv', 'utf8'), 'base_rates.csv');
  const place = (name: string) => header.cells.indexOf(name);
  return rows
    .filter(({ cells }) => cells[place('category')] === category)
    .map(({ cells }) => -Number(cells[place('value')]) / 100);
}

describe('telecom-1996', () => {
  const runs = runsOf('telecom-1996', (trace) => ({
    wall: trace.outcome.wall,
    wallMonth: trace.outcome.wallMonth,
    growth:
      trace.months > 35
        ? trace.column('ai_capex_usd_bn', 'scalar')[35] / trace.column('ai_capex_usd_bn', 'scalar')[0]
        : Number.NaN,
    orders: fallOf(quarters(seriesOf(trace, 'node', 'server', 'orders_mw'))),
    shares: fallOf(seriesOf(trace, 'equity', 'accelerator', 'price_index')),
  }));
  const walled = runs.filter(({ wallMonth }) => wallMonth >= 0);

  it('booms, and reaches a wall of return or of finance in most runs', () => {
    expect(median(runs.map(({ growth }) => growth).filter((one) => !Number.isNaN(one)))).toBeGreaterThan(2);
    expect(walled.length).toBeGreaterThan(RUNS / 2);
    for (const { wall } of walled) expect(['roi', 'capital']).toContain(wall);
  });

  it('cuts orders of equipment by 30 to 80 %', () => {
    const orders = median(walled.map((run) => run.orders));
    expect(orders).toBeGreaterThan(0.3);
    expect(orders).toBeLessThan(0.8);
  });

  it('takes from the leader among suppliers what leaders lost in 2000-03', () => {
    const record = fallsOnRecord('dot-com 2000-03 drawdown');
    const [low, high] = [0.1, 0.9].map((p) => quantile(record, p));
    expect(low).toBeCloseTo(0.652, 2);
    const shares = median(walled.map((run) => run.shares));
    expect(shares).toBeGreaterThan(low);
    expect(shares).toBeLessThan(high);
  });
});

describe('memory-2017', () => {
  const runs = runsOf('memory-2017', (trace) => ({
    price: Math.max(...seriesOf(trace, 'node', 'hbm', 'price_factor')),
    builders: fallOf(quarters(seriesOf(trace, 'node', 'server', 'orders_mw'))),
    memory: fallOf(quarters(seriesOf(trace, 'node', 'hbm', 'orders_mw'))),
    sales: fallOf(quarters(seriesOf(trace, 'node', 'hbm', 'sales_usd_bn'))),
    shares: fallOf(seriesOf(trace, 'equity', 'micron', 'price_index')),
  }));

  it('is short of memory before, and cuts its orders more than those of servers after', () => {
    expect(median(runs.map(({ price }) => price))).toBeGreaterThan(1.2);
    const [builders, memory] = [median(runs.map((run) => run.builders)), median(runs.map((run) => run.memory))];
    expect(builders).toBeGreaterThan(0.3);
    expect(builders).toBeLessThan(0.8);
    expect(memory).toBeGreaterThan(builders);
  });

  it('takes from sales and shares of memory what a cycle took', () => {
    const sales = median(runs.map((run) => run.sales));
    expect(sales).toBeGreaterThan(0.15);
    expect(sales).toBeLessThan(0.57);
    // Falls of Micron in four cycles, the dot-com bust aside.
    const record = fallsOnRecord('cycle drawdown memory');
    const inner = [0.1, 0.9].map((p) =>
      quantile(
        runs.map((run) => run.shares),
        p,
      ),
    );
    expect(Math.min(...record)).toBeGreaterThan(inner[0]);
    expect(Math.min(...record)).toBeLessThan(inner[1]);
  });
});

describe('the sell-off of November 2025', () => {
  /** Shares of replications in which the month shows what the days of 4 and 5 November showed. */
  const runs = runsOf('selloff-2025-11', (trace) => {
    const events = trace.events.filter(({ month }) => month === 1);
    const close = (venue: string): number =>
      events.find(({ kind, entity }) => kind === 'market-stress' && entity === venue)?.magnitude ?? 0;
    const report = events.find(({ kind, entity }) => kind === 'report' && entity === 'beneficiaries');
    return {
      us: close('us'),
      korea: close('korea'),
      sidecar: events.some(({ kind, entity }) => kind === 'sidecar' && entity === 'korea'),
      breaker: events.some(({ kind, entity }) => kind === 'breaker' && entity === 'korea'),
      report: report?.detail ?? '',
    };
  });
  const share = (holds: (run: (typeof runs)[number]) => boolean): number => runs.filter(holds).length / runs.length;

  it('has a leader that beats and falls', () => {
    expect(share(({ report }) => / above consensus and fell /.test(report))).toBeGreaterThan(0.75);
  });

  it('takes one to two per cent from the market index and more from Korea', () => {
    expect(median(runs.map(({ us }) => us))).toBeGreaterThan(-0.02);
    expect(median(runs.map(({ us }) => us))).toBeLessThan(-0.01);
    expect(median(runs.map(({ korea }) => korea))).toBeLessThan(-0.02);
  });

  it('halts programme selling in Korea and not trading', () => {
    expect(share(({ sidecar }) => sidecar)).toBeGreaterThan(0.6);
    expect(share(({ breaker }) => breaker)).toBeLessThan(0.1);
  });
});
