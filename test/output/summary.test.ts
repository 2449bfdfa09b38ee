/** Statistics of a batch against values worked out by hand and against R. */

import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import { summariseNumbers, summariseWords, summaryCsv } from '../../src/output/summary.ts';

const column: Column = { name: 'peak', unit: 'USD bn', shape: 'run', description: 'Peak.' };

describe('numbers', () => {
  // R: x <- c(2, 4, 4, 5, 10); t.test(x)$conf.int; quantile(x, c(.05, .25, .5, .75, .95))
  const row = summariseNumbers(column, '', Float64Array.of(10, 4, Number.NaN, 2, 5, 4));

  it('leaves missing values out and orders the rest', () => {
    expect(row).toMatchObject({ metric: 'peak', unit: 'USD bn', n: 5, mean: 5, min: 2, max: 10 });
    expect(row.quantiles.map((q) => Number(q.toFixed(12)))).toEqual([2.4, 4, 4, 5, 9]);
  });

  it('gives the standard deviation and the 95 % interval of Student', () => {
    expect(row.sd).toBeCloseTo(3, 12);
    expect(row.ciLow).toBeCloseTo(5 - (2.7764451051977987 * 3) / Math.sqrt(5), 9);
    expect(row.ciHigh - 5).toBeCloseTo(5 - row.ciLow, 12);
  });

  it('says nothing it does not know of one run or none', () => {
    const one = summariseNumbers(column, '', Float64Array.of(7));
    expect([one.n, one.mean, one.quantiles[2]]).toEqual([1, 7, 7]);
    expect([one.sd, one.ciLow, one.ciHigh]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const none = summariseNumbers(column, '', new Float64Array(0));
    expect(summaryCsv([none], 'en').split('\n')[1]).toBe('peak,,USD bn,0,,,,,,,,,,,');
  });
});

it('gives the share of every word', () => {
  const rows = summariseWords({ ...column, name: 'wall', type: 'string' }, ['roi', 'none', 'roi', 'power']);
  expect(rows.map(({ level, mean, n, unit }) => [level, mean, n, unit])).toEqual([
    ['none', 0.25, 4, '1'],
    ['power', 0.25, 4, '1'],
    ['roi', 0.5, 4, '1'],
  ]);
});
