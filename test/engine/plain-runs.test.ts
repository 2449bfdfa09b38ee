/** A market and a model of beliefs by themselves: what a run keeps, what its row holds, and what a scenario may not say. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import { SERIES_COLUMNS } from '../../src/engine/columns.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { FAN_COLUMNS } from '../../src/metrics/fan.ts';
import { runColumns, runMetrics } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { outcomeLines, quarterTable } from '../../src/output/run-report.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { parseScenario } from '../../src/reader/parse.ts';
import { problemsOf } from '../reader/tiny.ts';
import { NO_NOISE, plainMarket, runMarket, seriesOf } from '../support/markets.ts';

const SEED = expandSeed('plain');

describe('the ledger of a plain network', () => {
  it.each([
    ['orders', 'b places no orders'],
    ['shipments', 'suppliers hold what they ship to b'],
    ['transport', 'goods in transit to b do not move'],
    ['receipt', 'b receives nothing at its dock'],
    ['production', 'b makes nothing'],
  ])('tells a disruption of %s and its end', (kind, detail) => {
    const { scenario } = parseScenario(
      `schemaVersion: 1
kind: supply
startMonth: 2025-10
horizonMonths: 24
demandProcess: [{ id: c, nodes: [b], process: { kind: step, mwPerMonth: 10, toMwPerMonth: 10, month: 1 } }]
supply:
  policy: { kind: apiobpcs, stockAdjustMonths: 4, lineAdjustMonths: 8, lineWeight: 1 }
  forecast: { kind: exponential, weight: 0.3 }
  nodes:
    - { id: b, leadMonths: 1, stockMonths: 1, inputs: [{ id: a }], disruption: { kind: ${kind}, months: [5, 6, 7] } }
    - { id: a, leadMonths: 2 }
`,
      { file: 'x.yaml' },
    );
    const { events } = createSimulator(scenario).run(SEED, 0);
    expect(events).toEqual([
      { month: 5, kind: 'disruption', entity: 'b', magnitude: Number.NaN, detail },
      { month: 8, kind: 'disruption-end', entity: 'b', magnitude: Number.NaN, detail: 'the disruption of b ended' },
    ]);
  });
});

describe.each(['market-calm', 'brock-hommes'])('%s', (name) => {
  const { scenario, evidence } = loadScenario(name);

  it('runs, with a row of the columns that are announced, all of them numbers', () => {
    const trace = simulate(scenario, 'plain');
    expect(trace.months).toBe(scenario.horizonMonths);
    const columns = runColumns(trace).map((column) => column.name);
    const row = runMetrics(trace);
    expect(Object.keys(row).sort()).toEqual([...columns].sort());
    expect(new Set(columns).size).toBe(columns.length);
    expect(columns.filter((column) => typeof row[column] !== 'number')).toEqual([]);
    expect(row.months).toBe(trace.months);
    expect(trace.outcome).toMatchObject({ stopReason: 'horizon', wall: 'none', wallMonth: -1 });
  });

  it('keeps what its metrics and fans need, and gives the same row as when all is kept', () => {
    const few = createSimulator(scenario, 'metrics');
    const all = createSimulator(scenario, 'all');
    expect(runMetrics(few.run(SEED, 3))).toEqual(runMetrics(all.run(SEED, 3)));
    const isFan = ({ shape, name: column }: Column): boolean => shape === 'scalar' && FAN_COLUMNS.includes(column);
    expect(few.columns.filter(isFan)).toEqual(all.columns.filter(isFan));
    expect(few.columns.filter(isFan).length).toBeGreaterThan(0);
    for (const column of all.columns) {
      const same = ({ name: other, shape }: Column): boolean => other === column.name && shape === column.shape;
      expect(SERIES_COLUMNS.filter(same), column.name).toHaveLength(1);
    }
    expect(() => few.run(SEED, 0).column('nothing')).toThrow('column not recorded: nothing');
    const one = createSimulator(scenario, new Set([`${all.columns[0].shape}/${all.columns[0].name}`]));
    expect(one.columns).toEqual([all.columns[0]]);
  });

  it('gives the same bits in a simulator that has run before', () => {
    const used = createSimulator(scenario, 'all');
    const read = (): string =>
      JSON.stringify(used.columns.map(({ name: c, shape }) => [...used.run(SEED, 2).column(c, shape)]));
    const before = read();
    used.run(SEED, 5);
    expect(read()).toBe(before);
  });

  it('is told quarter by quarter', () => {
    const simulator = createSimulator(scenario, 'all');
    const trace = simulator.run(SEED, 0);
    const { head, rows } = quarterTable(trace, simulator.columns, scenario.startMonth);
    expect(rows).toHaveLength(Math.ceil(trace.months / 3));
    expect(head.slice(2)).toEqual(
      name === 'market-calm'
        ? ['index', 'below peak %', 'volatility % a year', 'narrative', 'price bank', 'price leader']
        : ['deviation', 'share fundamentalist', 'share trend-follower'],
    );
    expect(outcomeLines(trace, scenario.startMonth)).toEqual([
      `The ${name === 'market-calm' ? 'market' : 'price'} ran its ${trace.months} months.`,
    ]);
  });

  it('says of every number where it comes from', () => {
    expect(evidence.size).toBeGreaterThan(5);
  });
});

describe('earnings of a plain market', () => {
  it('are what investors expect unless the scenario says otherwise', () => {
    const trace = runMarket({ ...NO_NOISE, horizonMonths: 36 });
    const earnings = seriesOf(trace, 'earnings_usd_bn_per_year', 'leader');
    for (const [t, expected] of seriesOf(trace, 'expected_earnings_usd_bn_per_year', 'leader').entries()) {
      expect(Math.abs(earnings[t] / expected - 1)).toBeLessThan(1e-12);
    }
    const years = 3;
    const grown = 0.03 * years + (0.27 / 0.25) * (1 - Math.exp(-0.25 * years));
    expect(Math.log(earnings[35] / 100)).toBeCloseTo(grown, 10);
  });

  it('disappoint when true growth is lower, and investors learn it', () => {
    const trace = runMarket({ ...NO_NOISE, earnings: [{ id: 'leader', growthPerYear: 0.03, volatilityPerYear: 0 }] });
    const surprises = seriesOf(trace, 'surprise', 'leader').filter((s) => s !== 0);
    expect(Math.max(...surprises.slice(0, 8))).toBeLessThan(0);
    const growth = seriesOf(trace, 'expected_growth_per_year', 'leader');
    expect(growth[24]).toBeLessThan(0.03 + 0.27 * Math.exp((-0.25 * 25) / 12) - 0.01);
    const price = seriesOf(trace, 'price_index', 'leader');
    expect(price[24]).toBeLessThan(0.9 * seriesOf(runMarket(NO_NOISE), 'price_index', 'leader')[24]);
  });

  it('fade as fast as the scenario says', () => {
    const at = (growthFadePerYear: number): number => {
      const earnings = [{ id: 'leader', growthFadePerYear, volatilityPerYear: 0 }];
      return seriesOf(runMarket({ ...NO_NOISE, earnings }), 'earnings_usd_bn_per_year', 'leader')[59];
    };
    expect(at(0.1)).toBeGreaterThan(at(0.25));
    expect(at(0.25)).toBeGreaterThan(at(1));
  });

  it('wander by their volatility, each by luck of its own', () => {
    const changes = Array.from({ length: 40 }, (_, k) => {
      const earnings = ['leader', 'bank'].map((id) => ({ id, volatilityPerYear: 0.2 }));
      const scenario = { ...plainMarket({ 'market.valuation.normalisationMonths': 1 }), earnings };
      const trace = simulate(scenario, 'wander', { replication: k });
      const path = seriesOf(trace, 'earnings_usd_bn_per_year', 'bank');
      return path.slice(1).map((x, t) => Math.log(x / path[t]));
    }).flat();
    const deviation = Math.sqrt(changes.reduce((sum, x) => sum + (x - 0.03 / 12) ** 2, 0) / changes.length);
    const expected = 0.2 / Math.sqrt(12);
    expect(Math.abs(deviation / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * changes.length));
  });
});

it('dated news stand in the ledger in their month', () => {
  const { events } = runMarket({
    ...NO_NOISE,
    interventions: [
      { kind: 'price-shock', month: 3, logReturn: -0.3 },
      { kind: 'growth-revision', month: 5, equity: 'bank', changePerYear: 0.01 },
    ],
  });
  expect(events.filter(({ kind }) => kind === 'intervention').map(({ month, entity }) => [month, entity])).toEqual([
    [3, ''],
    [5, 'bank'],
  ]);
  expect(events.some(({ kind }) => kind === 'drawdown')).toBe(true);
});

describe('a scenario', () => {
  const load = (file: string) => ({ file, text: readFileSync(`scenarios/${file}`, 'utf8') });
  const problems = (text: string): readonly string[] =>
    problemsOf(() => parseScenario(text, { file: 'my.yaml', load }));

  it('of a market is told what a market does not have', () => {
    expect(
      problems(`extends: market-calm.yaml
earnings:
  - { id: leadr, volatilityPerYear: 0.2 }
interventions:
  - { kind: price-shock, month: 3, equity: banc, logReturn: -0.2 }
market:
  mechanisms: { leverage: true }
  equities:
    - id: leader
      of: { firm: AMZN }
    - id: newco
      venue: us
      beta: 0.1
      growthPerYear: 0.1
      growthFadePerYear: 0.2
      payoutShare: 1
      reportMonth: 1
      ownVolatilityPerMonth: 0
`),
    ).toEqual([
      'my.yaml:3:7 earnings[leadr].id: there is no listed company leadr (did you mean leader?)',
      'my.yaml:5:36 interventions[0].equity: there is no listed company banc (did you mean bank?)',
      'my.yaml:7:17 market.mechanisms.leverage: a plain market has no builders to finance: set it to false, or leave it out',
      'my.yaml:10:7 market.equities[leader].of: a plain market has no builders or suppliers: give earningsUsdBnPerYear instead',
      'my.yaml:11:7 market.equities[newco]: needs earnings: give earningsUsdBnPerYear',
    ]);
  });

  it('of beliefs needs somebody who believes', () => {
    expect(problems('extends: brock-hommes.yaml\nbeliefs: { types: [] }\n')).toHaveLength(1);
  });
});
