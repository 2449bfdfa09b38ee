/** The pictures of the report: what they count, and their specifications word for word. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aroundWallChart } from '../../src/charts/around-wall.ts';
import { fanChart } from '../../src/charts/fan.ts';
import { bullwhipChart, costChart, fillRateChart } from '../../src/charts/tier-spread.ts';
import { finishedRuns } from '../../src/charts/gallery.ts';
import { inlineChart } from '../../src/charts/inline.ts';
import { bandLabel, regimeMap } from '../../src/charts/regime-map.ts';
import { classifyRuns, DEFAULT_RULE, fallEdges, regimeCells } from '../../src/charts/regimes.ts';
import { spreadOf } from '../../src/charts/spread.ts';
import { sweptOutcomes, thirdsDifference } from '../../src/charts/swept.ts';
import { parseTable } from '../../src/charts/table.ts';
import { comparedOutcomes, orderOfInputs, shownOutcomes } from '../../src/charts/effects.ts';
import { tornadoChart } from '../../src/charts/tornado.ts';
import { COMPARE, RUNS } from './tiny-results.ts';

const frame = { source: 'Source: a test.', startMonth: '2025-11' };
const runs = finishedRuns(parseTable(RUNS));
const classified = classifyRuns(runs, DEFAULT_RULE);
const cells = regimeCells(classified, DEFAULT_RULE, { monthsPerBin: 24, offset: 10 });
const outcomes = comparedOutcomes(parseTable(COMPARE));

describe('regimes', () => {
  it('are told apart by the wall and by the fall after it', () => {
    expect(classified.map(({ run, regime }) => [run, regime])).toEqual([
      [0, 'shallow pause'],
      [1, 'deep pause'],
      [2, 'no wall'],
      [4, 'deep pause'],
      [5, 'no wall'],
    ]);
  });

  it('leave out a run that met a wall and has no fall, and a table without the column', () => {
    const partial = parseTable('run,wall,wall_month,investment_fall_after_wall\n0,roi,1,\n1,none,,\n');
    expect(classifyRuns(partial, DEFAULT_RULE).map(({ run }) => run)).toEqual([1]);
    expect(classifyRuns(partial, { fall: 'nothing', bust: 0.5 })).toEqual([]);
  });

  it('fill cells whose edges are what makes a pause deep, each with the run nearest its middle', () => {
    expect(fallEdges({ fall: '', bust: 0.4 })).toEqual([0, 0.2, 0.4, 0.7, 1]);
    expect(cells.map(({ regime, count, typical }) => [regime, count, typical.run])).toEqual([
      ['no wall', 2, 2],
      ['shallow pause', 1, 0],
      ['deep pause', 1, 1],
      ['deep pause', 1, 4],
    ]);
    const run = (fall: number, wallMonth: number, name: number) => ({
      run: name,
      configuration: undefined,
      wall: 'roi',
      wallMonth,
      fall,
      regime: 'deep pause' as const,
    });
    const [cell] = regimeCells([run(0.5, 2, 1), run(0.6, 6, 2), run(0.7, 11, 3)], DEFAULT_RULE, {
      monthsPerBin: 24,
      offset: 0,
    });
    expect(cell).toEqual({ regime: 'deep pause', months: [0, 24], falls: [0.5, 0.75], count: 3, typical: { run: 2 } });
  });

  it('keep a rise after the wall in the lowest band and a whole fall in the highest', () => {
    const extremes = parseTable('run,wall,wall_month,investment_fall_after_wall\n0,roi,1,-0.2\n1,roi,1,1\n');
    const found = regimeCells(classifyRuns(extremes, DEFAULT_RULE), DEFAULT_RULE, { monthsPerBin: 24, offset: 0 });
    expect(found.map(({ falls }) => falls)).toEqual([
      [0, 0.25],
      [0.75, 1],
    ]);
  });

  it('are banded by calendar years', () => {
    expect(bandLabel([-10, 14], frame)).toBe('2025-26');
    expect(bandLabel([14, 38], frame)).toBe('2027-28');
    expect(bandLabel(undefined, frame)).toBe('no wall');
    expect(bandLabel([0, 24], { ...frame, startMonth: undefined })).toBe('0 to 23');
  });
});

describe('tornado', () => {
  it('reads a comparison, lever by lever, and leaves out what is no outcome', () => {
    expect(outcomes).toEqual([
      {
        label: 'Mean time to the wall, horizon if none (months)',
        effects: [
          { input: 'grid-ahead', effect: -4, low: -6, high: -2, levels: [80, 76], runs: 10, isSignificant: false },
          { input: 'cash', effect: 10, low: 8, high: 12, levels: [80, 90], runs: 10, isSignificant: false },
        ],
      },
    ]);
    expect(orderOfInputs(outcomes)).toEqual(['cash', 'grid-ahead']);
  });

  it.each([
    ['b+overlays/grid-ahead.yaml', 'b', 'grid-ahead'],
    ['b (changed: power.pue=+10)', 'b', 'power.pue=+10'],
    ['b+grid-ahead (changed: power.pue=*0.95)', 'b', 'grid-ahead; power.pue=*0.95'],
    ['b (changed: x=1; y=2)', 'b (changed: x=1)', 'y=2'],
    ['b+cash (changed: x=1)', 'b (changed: x=1)', 'cash'],
    ['scenarios/c.yaml', 'b', 'c'],
  ])('names a change without its base: %s', (other, base, name) => {
    const table = parseTable(
      `base,other,metric,difference,low_95,high_95,pairs\n${base},${other},months_to_wall,1,0,2,9\n`,
    );
    expect(comparedOutcomes(table)[0].effects.map(({ input }) => input)).toEqual([name]);
  });

  it('is grey where an effect is not told from nothing, and says how many are behind a bar with fewer than others', () => {
    const effect = (input: string, low: number, runs: number): string =>
      `b,b+${input},months_to_wall,${low + 2},${low},${low + 4},${runs}`;
    const rows = [effect('sure', 1, 40), effect('holds-zero', -1, 40), effect('few', 1, 29)];
    const table = parseTable(['base,other,metric,difference,low_95,high_95,pairs', ...rows].join('\n'));
    const spec = tornadoChart(comparedOutcomes(table), { title: 'What', notes: [] }, frame);
    const [{ data }] = spec.vconcat as { data: { values: Record<string, unknown>[] } }[];
    expect(data.values.map(({ name, verdict, text }) => [name, verdict, text])).toEqual([
      ['sure', 'more', '+3 (+1 to +5)'],
      ['holds-zero', 'open', '+1 (−1 to +3)'],
      ['few', 'open', '+3 (+1 to +5), n 29'],
    ]);
    const stated = table.rows.map((row, at) => [...row, at === 2 ? '1' : '0'].join(','));
    // The second is the name of the column in earlier versions.
    for (const column of ['significant', 'told_apart']) {
      const judged = parseTable([`${table.header.join(',')},${column}`, ...stated].join('\n'));
      const [{ effects }] = comparedOutcomes(judged);
      expect(effects.map(({ isSignificant }) => isSignificant)).toEqual([false, false, true]);
    }
    // The interval that the test uses is drawn where the table has it.
    const header = 'base,other,metric,difference,low_95,high_95,always_valid_half_width,pairs,significant';
    const tested = parseTable(`${header}\nb,b+x,months_to_wall,3,1,5,4,40,0\nb,b+y,months_to_wall,3,1,5,,29,0\n`);
    const [{ effects }] = comparedOutcomes(tested);
    expect(effects.map(({ low, high }) => [low, high])).toEqual([
      [-1, 7],
      [1, 5],
    ]);
    expect(JSON.stringify(tornadoChart(comparedOutcomes(tested), { title: 'What', notes: [] }, frame))).toContain(
      'the interval contains zero or fewer than 30 pairs have the outcome',
    );
  });

  it('shows the bullwhip of each node of a plain network, whatever its id, and not other measures that begin so', () => {
    const names = [
      'fill_rate_retailer',
      'bullwhip_peak_gain_stage_1',
      'cost_usd_stage_1',
      'bullwhip_stage_1',
      'cost_usd',
    ];
    expect(shownOutcomes(names)).toEqual([
      ['cost_usd', 'Cost of holding, backlog and transport (USD)'],
      ['bullwhip_stage_1', 'Bullwhip, stage 1 (ratio of variances)'],
      ['fill_rate_retailer', 'Fill rate, retailer (share)'],
    ]);
  });

  it('shows the cost of each node where several differ, on one scale, and says what has no interval', () => {
    const row = (metric: string, mean: number, other = 'b (changed: x=1)'): string =>
      `b,${other},${metric},${mean},${mean},${mean},40,1`;
    const header = 'base,other,metric,difference,low_95,high_95,pairs,significant';
    const labels = (...rows: string[]): string[] =>
      comparedOutcomes(parseTable([header, ...rows].join('\n'))).map(({ label }) => label);
    const total = 'Cost of holding, backlog and transport (USD)';
    const costs = [row('cost_usd', 12), row('bullwhip_a', 1), row('cost_usd_a', 2), row('cost_usd_c', 10)];
    expect(labels(...costs, row('cost_usd_d', 0))).toEqual([
      total,
      'Cost, a (USD)',
      'Cost, c (USD)',
      'Bullwhip, a (ratio of variances)',
    ]);
    // The only node with costs has the total.
    expect(labels(row('cost_usd', 2), row('cost_usd_a', 2), row('cost_usd_d', 0))).toEqual([total]);
    const outcomes = comparedOutcomes(parseTable([header, ...costs].join('\n')));
    const text = JSON.stringify(tornadoChart(outcomes, { title: 'What', notes: [] }, frame));
    expect(text.match(/"domain":\[0,10\]/g)?.length).toBeGreaterThan(1);
    expect(text).toContain('Each measure has its own scale.');
    expect(text).not.toContain('Grey:');
    expect(text).toContain('"low":null');
  });

  it('sets the high third of an input against the low third', () => {
    const effect = thirdsDifference('x', [1, 2, 3, 4, 5, 6], [10, 12, 50, 50, 20, 22]);
    // Means 11 and 21, both with variance 2 over two values: Welch with two degrees of freedom.
    expect(effect?.effect).toBe(10);
    expect(effect?.high).toBeCloseTo(10 + 4.302653 * Math.sqrt(2), 5);
    expect(effect?.runs).toBe(4);
    expect(effect?.isSignificant).toBe(true);
    expect(thirdsDifference('x', [1, 2, 3, 4, 5, 6], [10, 30, 50, 50, 20, 22])?.isSignificant).toBe(false);
    expect(thirdsDifference('x', [1, 1, 1, 1], [1, 2, 3, 4])).toBeUndefined();
  });

  it('reads a sweep: one row a configuration in the design, one a run in the runs', () => {
    const design = parseTable('configuration,a.b,name\n0,1,x\n1,2,x\n2,3,y\n3,4,y\n4,5,y\n5,6,y\n');
    const rows = [0, 1, 2, 3, 4, 5].flatMap((at) => [`${at},${10 * at}`, `${at},${10 * at + 2}`]);
    const found = sweptOutcomes(design, parseTable(`configuration,months_to_wall\n${rows.join('\n')}\n`));
    expect(found).toHaveLength(1);
    expect(found[0].effects.map(({ input, effect }) => [input, effect])).toEqual([['a.b', 40]]);
  });
});

it('says where an axis starts, and names no intervals where all runs are equal', () => {
  const text = (values: number[]): string => JSON.stringify(fillRateChart([{ tier: 'Depot', values }], frame));
  expect(text([0.93, 0.95])).toContain('axis starts at 85 %');
  expect(text([0.02, 0.95])).not.toContain('axis starts');
  expect(text([0.93, 0.95])).toContain('90 % interval');
  expect(text([0.93, 0.93])).not.toContain('90 % interval');
});

it('says that a tier leads only where it does in almost all runs', () => {
  const slide = { ...frame, isSlide: true };
  const text = (other: number[]): string =>
    JSON.stringify(
      costChart(
        [
          { tier: 'north', values: [9, 9, 9] },
          { tier: 'depot', values: other },
        ],
        slide,
        60,
      ),
    );
  expect(text([1, 2, 3])).toContain('Cost is highest at north: USD 9 over 60 months');
  expect(text([8, 1, 10])).toContain('north USD 9 and depot USD 8; north is higher in 67 % of the runs');
});

it('compares years and not seasons', () => {
  const fan = (value: (month: number) => number): string => {
    const points = Array.from({ length: 30 }, (_, month) => {
      const p = value(month);
      return { month, runs: 2, p5: p - 1, p25: p, p50: p, p75: p, p95: p + 1 };
    });
    return JSON.stringify(fanChart({ title: 'Cost' }, [{ label: 'Cost (USD)', points }], { ...frame, isSlide: true }));
  };
  const season = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2];
  expect(fan((month) => 100 * season[month % 12])).toContain(
    'averages 400 USD in the first twelve months and 400 in the last',
  );
  expect(fan((month) => 100 + month)).toContain('rises from 100');
});

it('a spread is that of the values there are', () => {
  expect(spreadOf([3, Number.NaN, 1, 2])).toMatchObject({ runs: 3, p50: 2 });
  expect(spreadOf([Number.NaN])).toBeUndefined();
});

const charts = [
  { name: 'regimes', spec: regimeMap(cells, { rule: DEFAULT_RULE, monthsPerBin: 24, fallTitle: 'Fall' }, frame) },
  { name: 'tornado', spec: tornadoChart(outcomes, { title: 'What moves it', notes: ['A note.'] }, frame) },
  { name: 'fill-rate', spec: fillRateChart([{ tier: 'Depot', values: [0.9, 0.95, 1] }], frame) },
  { name: 'cost', spec: costChart([{ tier: 'Depot', values: [1e6, 2e6, 3e6] }], frame) },
  { name: 'bullwhip', spec: bullwhipChart([{ tier: 'HBM', values: [0.5, 1, 2, 4, Number.NaN, 0] }], true, frame) },
  {
    name: 'around-wall',
    spec: aroundWallChart(
      [{ tier: 'HBM', points: [{ month: -1, p25: 0.8, p50: 0.9, p75: 1, unpaused: 0.9 }] }],
      '3 runs',
      frame,
    ),
  },
];

it.each(charts)('$name is drawn as recorded, on a sheet and in the page', ({ name, spec }) => {
  const golden = `test/charts/golden/${name}.json`;
  const text = `${JSON.stringify([spec, inlineChart(spec)], null, 1)}\n`;
  const isNew = !existsSync(golden) && process.env.CI === undefined;
  if (process.env.UPDATE_GOLDEN === '1' || isNew) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

it.each(charts)(
  '$name has a title, axis titles and a source line, and no heading of its own in the page',
  ({ spec }) => {
    const text = JSON.stringify(spec);
    expect(text).toContain('"Source: a test."');
    expect(text).toMatch(/"title":\{"text":"[A-Z]/);
    const inline = inlineChart(spec);
    expect(inline.title).not.toBe('');
    for (const panel of inline.panels) expect(panel.title).toBeUndefined();
  },
);
