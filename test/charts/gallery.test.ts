/** The charts of a results folder: which there are, what they count, and their specifications word for word. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstWallChart, stoppedByMonth } from '../../src/charts/first-wall.ts';
import { fansOf, gallery } from '../../src/charts/gallery.ts';
import { timeOf } from '../../src/charts/spec.ts';
import { numberColumn, parseTable, textColumn } from '../../src/charts/table.ts';
import { QUANTILES, RUNS } from './tiny-results.ts';

const frame = { source: 'Source: a test.', startMonth: '2025-11' };
const tables = {
  runs: parseTable(RUNS),
  quantiles: parseTable(QUANTILES),
  horizonMonths: 3,
  descriptions: new Map([['roi', 'Return on AI capital.']]),
};
const charts = gallery(tables, frame);

describe('tables', () => {
  it('reads quoted fields, empty numbers, a byte order mark and the European dialect', () => {
    expect(textColumn(tables.runs, 'reason')[3]).toBe('a reason, with a comma');
    expect(numberColumn(tables.runs, 'sales_lost_hbm')[2]).toBeNaN();
    const european = parseTable('\uFEFFa;b\r\n1,5;x\r\n', 'eu');
    expect(numberColumn(european, 'a')).toEqual([1.5]);
    expect(textColumn(european, 'b')).toEqual(['x']);
  });

  it('says which columns there are when one is missing', () => {
    expect(() => textColumn(parseTable('a,b\n'), 'c')).toThrow('no column "c" among a, b');
  });
});

describe('time', () => {
  it('places a month in its calendar year', () => {
    expect(timeOf(0, frame)).toBeCloseTo(2025 + 10 / 12, 12);
    expect(timeOf(2, frame)).toBe(2026);
    expect(timeOf(2, { ...frame, startMonth: undefined })).toBe(2);
  });
});

describe('fans', () => {
  it('leave out months that fewer than half of the runs reach', () => {
    const [capex] = fansOf(tables.quantiles);
    expect(capex.points.map(({ month, runs }) => [month, runs])).toEqual([
      [0, 5],
      [1, 5],
    ]);
  });

  it('end at the horizon, where the runs without a wall leave', () => {
    const months = (horizon: number): number[] => fansOf(tables.quantiles, horizon)[0].points.map(({ month }) => month);
    expect([months(1), months(2)]).toEqual([[0], [0, 1]]);
    const shown = [2, 1].map((horizonMonths) => gallery({ ...tables, horizonMonths }, frame));
    const roi = shown.map((charts) => JSON.stringify(charts.find(({ name }) => name === 'fan-roi')));
    expect(roi.map((text) => text.includes('"p50":8,'))).toEqual([true, false]);
  });

  it('say the unit once', () => {
    expect(fansOf(tables.quantiles).map(({ label }) => label)).toEqual(['Capex (USD bn a year)', 'ROI (% a year)']);
  });
});

describe('first walls', () => {
  it('share out the runs stopped so far, largest first, and add up to all runs in every month', () => {
    const layers = stoppedByMonth(
      [
        { wall: 'roi', month: 1 },
        { wall: 'power', month: 2 },
        { wall: 'none', month: 2 },
        { wall: 'roi', month: 2 },
      ],
      3,
    );
    expect(layers).toEqual([
      { wall: 'roi', share: [0, 0.25, 0.5] },
      { wall: 'power', share: [0, 0, 0.25] },
      { wall: 'none', share: [1, 0.75, 0.25] },
    ]);
  });

  it('keep the colour of a wall, whichever stops more runs', () => {
    const coloured = (...walls: string[]): unknown => {
      const spec = firstWallChart(
        walls.map((wall) => ({ wall, month: 1 })),
        3,
        frame,
      );
      const [, domain, range] = /"scale":\{"domain":(\[[^\]]*\]),"range":(\[[^\]]*\])/.exec(JSON.stringify(spec)) ?? [];
      const names = JSON.parse(domain ?? '[]') as string[];
      return Object.fromEntries(names.map((wall, at) => [wall, (JSON.parse(range ?? '[]') as string[])[at]]));
    };
    const one = coloured('roi', 'roi', 'power');
    expect(one).toEqual(coloured('roi', 'power', 'power'));
    expect(new Set(Object.values(one as object)).size).toBe(3);
    expect(coloured('b', 'a', 'power')).toEqual(coloured('a', 'b', 'b', 'power'));
  });

  it('share out every run when none met a wall', () => {
    expect(stoppedByMonth([{ wall: 'none', month: 1 }], 2)).toEqual([{ wall: 'none', share: [1, 1] }]);
  });

  it('are drawn up to the horizon, so that walls of the last month have a width', () => {
    const spec = firstWallChart([{ wall: 'roi', month: 2 }], 3, { source: '', startMonth: undefined });
    const [{ layer }] = spec.vconcat as {
      layer: { data: { values: { time: number; wall: string; share: number }[] } }[];
    }[];
    const roi = layer[0].data.values.filter(({ wall }) => wall === 'roi');
    expect(roi.map(({ time, share }) => [time, share])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
    ]);
  });
});

describe('gallery', () => {
  it('draws what the tables hold', () => {
    expect(charts.map(({ name }) => name)).toEqual([
      'overview',
      'first-wall',
      'tier-losses',
      'share-falls',
      'fan-capex-usd-bn',
      'fan-roi',
    ]);
  });

  it('leaves out what they do not hold', () => {
    const bare = { ...tables, runs: parseTable('run,status\n0,ok\n') };
    expect(gallery(bare, frame).map(({ name }) => name)).toEqual(['overview', 'fan-capex-usd-bn', 'fan-roi']);
  });

  it('counts finished runs only', () => {
    const wall = charts.find(({ name }) => name === 'first-wall');
    expect(wall?.spec.description).toContain('Share of 5 runs');
  });

  it.each(charts)('$name has a title, axis titles and a source line', ({ spec }) => {
    const text = JSON.stringify(spec);
    expect(text).toContain('"Source: a test."');
    expect(text).toMatch(/"title":\{"text":"[A-Z]/);
    // Years and names of rows need none.
    expect(text).toMatch(/"axis":\{"title":"\w/);
    expect(text).not.toMatch(/"Calendar year"|"Tier"/);
  });

  it.each(charts)('$name is drawn as recorded', ({ name, spec }) => {
    const golden = `test/charts/golden/${name}.json`;
    const text = `${JSON.stringify(spec, null, 1)}\n`;
    const isNew = !existsSync(golden) && process.env.CI === undefined;
    if (process.env.UPDATE_GOLDEN === '1' || isNew) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});
