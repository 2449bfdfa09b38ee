/** The row of a run: its columns, its counts, and what it makes of a trace that can be read off. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { SERIES_COLUMNS } from '../../src/engine/columns.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { FAN_COLUMNS } from '../../src/metrics/fan.ts';
import { memberOf, metricsByEntity, metricsOf, runColumns, runMetrics } from '../../src/metrics/run-row.ts';
import { BELIEFS_FAN_COLUMNS } from '../../src/metrics/beliefs-row.ts';
import { SUPPLY_FAN_COLUMNS } from '../../src/metrics/supply-run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { shipped } from '../support/shipped.ts';

const SHORT = shipped('baseline', { horizonMonths: 40 });

/** A trace whose scalar columns are all the same series, with one node. */
function handMade(series: readonly number[], wallMonth: number, unpaused?: readonly number[]): Trace {
  const values = Float64Array.from(series);
  const other = unpaused && Float64Array.from(unpaused);
  return {
    months: series.length,
    entities: { firm: [], node: ['hbm'], supplier: [], region: ['grid'], equity: [], venue: [] },
    kind: 'economy',
    equityClasses: [],
    column: () => values,
    ...(other === undefined ? {} : { counterfactual: { firstMonth: wallMonth + 1, column: () => other } }),
    events: [],
    outcome: {
      stopReason: wallMonth < 0 ? 'horizon' : 'aftermath',
      wall: wallMonth < 0 ? 'none' : 'power',
      wallMonth,
      wallReading: Number.NaN,
      nextWall: 'roi',
      worstResidual: 0,
    },
  };
}

describe('ranges', () => {
  it('holds a value that rounding carries beyond its range to the end of it, and hides no other', () => {
    const overfull = (value: number) => runMetrics(handMade(new Array(24).fill(value), -1)).mean_intensity;
    expect(overfull(1 + 1e-12)).toBe(1);
    expect(overfull(-1e-12)).toBe(0);
    expect(overfull(1.5)).toBe(1.5);
  });

  it('has no band of largest gain at a node that is never asked for anything', () => {
    const demand = Float64Array.from({ length: 60 }, (_, month) => 10 + Math.sin(month));
    const { entities, ...idle } = handMade([], -1);
    const trace: Trace = {
      ...idle,
      kind: 'supply',
      months: demand.length,
      entities: { ...entities, firm: ['buyer'] },
      column: (name) => (name === 'needed_mw' ? demand : new Float64Array(demand.length)),
    };
    const row = runMetrics(trace);
    expect(row.bullwhip_peak_gain_hbm).toBeNaN();
    expect(row.bullwhip_peak_period_months_hbm).toBeNaN();
    expect(row.fill_rate_hbm).toBe(1);
  });

  it('counts orders due in months in which a node ships nothing', () => {
    // Half of the backlog falls due each month: 10 of 20, 12 of 24, 15 of 30.
    const columns: Record<string, number[]> = {
      shipments_mw: [10, 0, 6],
      backlog_mw: [10, 24, 24],
      fill_rate: [1, 0, 0.4],
    };
    const trace: Trace = {
      ...handMade([1, 1, 1], -1),
      kind: 'supply',
      column: (name) => Float64Array.from(columns[name] ?? [0, 0, 0]),
    };
    expect(runMetrics(trace).fill_rate_hbm).toBeCloseTo(16 / 37, 12);
  });
});

describe('row', () => {
  it('has a value for each column of the registry, and no other', () => {
    const trace = simulate(SHORT, 'row', { record: 'metrics' });
    const names = runColumns(trace).map(({ name }) => name);
    expect(Object.keys(runMetrics(trace))).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says the same of a trace with all columns', () => {
    for (const seed of ['a', 'b', 'c']) {
      const few = runMetrics(simulate(SHORT, seed, { record: 'metrics' }));
      expect(runMetrics(simulate(SHORT, seed, { record: 'all' }))).toEqual(few);
    }
  });

  it('sums up to the wall, and to the horizon without one', () => {
    const series = Array.from({ length: 24 }, (_, month) => month);
    expect(runMetrics(handMade(series, -1)).cumulative_ai_capex_usd_bn).toBe((23 * 24) / 2);
    expect(runMetrics(handMade(series, 9)).cumulative_ai_capex_usd_bn).toBe(45);
    expect(runMetrics(handMade(series, 9)).wall_month).toBe(9);
    expect(runMetrics(handMade(series, -1)).wall_month).toBeNaN();
  });

  it('finds the peak year and its last month', () => {
    const series = Array.from({ length: 40 }, (_, month) => (month >= 10 && month < 22 ? 2 : 1));
    const row = runMetrics(handMade(series, -1));
    expect(row.peak_capex_usd_bn_per_year).toBe(24);
    expect(row.peak_capex_month).toBe(21);
    expect(runMetrics(handMade([1, 1, 1], -1)).peak_capex_usd_bn_per_year).toBe(12);
  });

  it('reports the air pocket from the peak', () => {
    const series = [...Array.from({ length: 12 }, () => 10), ...Array.from({ length: 6 }, () => 4)];
    expect(runMetrics(handMade(series, 11)).air_pocket_hbm).toBeCloseTo(0.6, 12);
  });

  it('reports what a tier loses in equal months, within two years of the wall and in the worst twelve months', () => {
    const flat = (months: number, value: number): number[] => Array.from({ length: months }, () => value);
    // Of 10 a month without the pause: 4 in the first year, 8 in the second, nothing after.
    const row = runMetrics(
      handMade([...flat(24, 10), ...flat(12, 4), ...flat(12, 8), ...flat(6, 0)], 23, flat(54, 10)),
    );
    expect(row.sales_lost_hbm).toBeCloseTo(0.4, 12);
    expect(row.orders_lost_hbm).toBeCloseTo(0.4, 12);
    // The columns of this trace are all alike, so profit is as large as sales.
    expect(row.profit_lost_hbm).toBeCloseTo(0.4, 12);
    expect(row.worst_year_sales_lost_hbm).toBeCloseTo((6 * 10 + 6 * 2) / 120, 12);
    // Followed for six months only.
    const short = runMetrics(handMade([...flat(24, 10), ...flat(6, 4)], 23, flat(30, 10)));
    expect(short.sales_lost_hbm).toBeCloseTo(0.6, 12);
    expect(short.worst_year_sales_lost_hbm).toBeNaN();
    expect(runMetrics(handMade(flat(40, 10), 23)).sales_lost_hbm).toBeNaN();
  });

  it('measures growth in the run without the pause', () => {
    const grown = Array.from({ length: 48 }, (_, month) => (month % 24 < 12 ? 1 : Math.E));
    const paused = grown.map((value, month) => (month > 23 ? 0 : value));
    const row = runMetrics(handMade(paused, 23, grown));
    expect(row.sales_growth_sd_hbm).toBeGreaterThan(0.5);
    expect(row.bullwhip_hbm).toBeCloseTo(1, 12);
    expect(row.sales_growth_sd_hbm).toBe(runMetrics(handMade(grown, -1)).sales_growth_sd_hbm);
    expect(runMetrics(handMade([1, 2, 3], -1)).sales_growth_sd_hbm).toBeNaN();
  });

  it("tells how the builders' orders stood at the wall, a year later without the pause, and how long it was", () => {
    const orders = [10, 10, 10, 8, 8, 8, ...Array.from({ length: 12 }, () => 2)];
    const free = [10, 10, 10, 8, 8, 8, ...Array.from({ length: 9 }, () => 1), 12, 12, 12];
    const paused = handMade(orders, 5, free);
    const end = { month: 14, kind: 'pause-end', entity: 'power', magnitude: 3, detail: '' } as const;
    const row = runMetrics({ ...paused, events: [end] });
    expect(row.orders_at_wall_over_peak).toBeCloseTo(0.8, 12);
    expect(row.unpaused_orders_after_a_year).toBeCloseTo(1.5, 12);
    expect(row.pause_months).toBe(9);
    expect(runMetrics(paused).pause_months).toBe(12);
    const recorded = runMetrics(handMade(orders, 5));
    expect(recorded.pause_months).toBeNaN();
    expect(recorded.unpaused_orders_after_a_year).toBeNaN();
  });

  it('sums the first year, when there is one', () => {
    const row = runMetrics(
      handMade(
        Array.from({ length: 14 }, (_, month) => month),
        -1,
      ),
    );
    expect(row.first_year_bonds_usd_bn).toBe(66);
    expect(row.first_year_leases_usd_bn).toBe(66);
    expect(row.first_year_capex_usd_bn).toBe(66);
    expect(row.first_year_utilisation).toBe(5.5);
    expect(runMetrics(handMade([1, 2], -1)).first_year_bonds_usd_bn).toBeNaN();
  });

  it("measures the fall of builders' orders from the wall", () => {
    expect(runMetrics(handMade([10, 10, 10, 8, 8, 8, 4, 4, 4], 5)).investment_fall_after_wall).toBeCloseTo(0.5, 12);
    expect(runMetrics(handMade([10, 10, 10, 8, 8, 8], -1)).investment_fall_after_wall).toBeNaN();
  });

  it('counts no fall later than a quarter after the pause, and none where nothing paused', () => {
    const late = handMade([10, 10, 10, 8, 8, 8, 8, 8, 8, 8, 2, 2, 2], 2);
    const end = { month: 5, kind: 'pause-end', entity: 'power', magnitude: 3, detail: '' } as const;
    expect(runMetrics({ ...late, events: [end] }).investment_fall_after_wall).toBeCloseTo(0.2, 12);
    const recorded = { ...late, outcome: { ...late.outcome, stopReason: 'horizon' as const } };
    expect(runMetrics(recorded).investment_fall_after_wall).toBeNaN();
  });
});

describe('a stored name', () => {
  const ids = ['hbm', 'stage-1', 'AMZN'];
  const entities = { firm: ids, node: ids, supplier: ids, region: ids, equity: ids, venue: ids };

  it.each(['economy', 'supply', 'market', 'beliefs'] as const)(
    'tells the family and entity of its record: %s',
    (kind) => {
      for (const { name, family, entity } of metricsOf({ kind, entities })) {
        expect(memberOf(name), name).toEqual(family === undefined ? undefined : { family, entity });
      }
      expect(memberOf('of_no_family')).toBeUndefined();
    },
  );

  it('is found by its entity and family, in the order of the names', () => {
    const found = metricsByEntity(['air_pocket_b', 'bullwhip_peak_gain_a', 'months', 'bullwhip_b', 'bullwhip_a']);
    expect([...found]).toEqual([
      ['b', { air_pocket: 'air_pocket_b', bullwhip: 'bullwhip_b' }],
      ['a', { bullwhip_peak_gain: 'bullwhip_peak_gain_a', bullwhip: 'bullwhip_a' }],
    ]);
  });
});

describe('counts', () => {
  it('are those of the ledger', () => {
    const scenario = shipped('regulation-tight');
    const simulator = createSimulator(scenario);
    for (let k = 0; k < 5; k++) {
      const trace = simulator.run(expandSeed('counts'), k);
      const row = runMetrics(trace);
      const begun = ['moratorium', 'permit-delay', 'export-control', 'antitrust'];
      expect(row.restrictions).toBe(trace.events.filter(({ kind }) => begun.includes(kind)).length);
      expect(row.outages).toBe(trace.events.filter(({ kind }) => kind === 'outage').length);
      expect(row.covenant_breaches).toBe(trace.events.filter(({ kind }) => kind === 'covenant-breach').length);
    }
  });
});

it('draws fans of scalar columns that every run keeps', () => {
  const kept = createSimulator(SHORT, 'metrics').columns.filter(({ shape }) => shape === 'scalar');
  const ofOthers: readonly string[] = [...SUPPLY_FAN_COLUMNS, ...BELIEFS_FAN_COLUMNS];
  const ofEconomy = FAN_COLUMNS.filter((name) => !ofOthers.includes(name));
  for (const name of ofEconomy) expect(kept.map((column) => column.name)).toContain(name);
  expect(SERIES_COLUMNS.length).toBeGreaterThan(kept.length);
});

describe('a metric', () => {
  it.each(['baseline', 'beer-game', 'market-calm', 'brock-hommes'])(
    'of %s reads the columns that it says it needs, and no other',
    (name) => {
      const { scenario } = loadScenario(name);
      const trace = createSimulator(scenario, 'all').run(expandSeed('needs'), 0);
      const { counterfactual } = trace;
      for (const { name: metric, needs, compares = [], read } of metricsOf(trace)) {
        const [seen, compared] = [new Set<string>(), new Set<string>()];
        const watch =
          (asked: Set<string>, source: Pick<Trace, 'column'>): Trace['column'] =>
          (column, shape) => {
            asked.add(`${shape}/${column}`);
            return source.column(column, shape);
          };
        read({
          ...trace,
          column: watch(seen, trace),
          ...(counterfactual && { counterfactual: { ...counterfactual, column: watch(compared, counterfactual) } }),
        });
        // Months before the wall of a compared column come from the recorded one.
        expect([...new Set([...seen, ...compared])].sort(), metric).toEqual([...needs].sort());
        if (counterfactual !== undefined) expect([...compared].sort(), metric).toEqual([...compares].sort());
      }
    },
  );
});
