/** Impulse responses have the intervals of their samples, and a ledger goes on from where it was. */

import { expect, it } from 'vitest';
import { headlineMetrics } from '../../src/experiment/compare-headline.ts';
import { PairLedger, type PairedRuns, strengthOf } from '../../src/experiment/compare-ledger.ts';
import { pairedDifference } from '../../src/experiment/paired-difference.ts';

const shape = { contenders: ['base', 'other'], metrics: ['metric'], series: ['series'] };

function pair(difference: number, months = 2, base = 10): PairedRuns {
  return {
    metrics: Float64Array.of(base, base + difference),
    series: [new Float64Array(months).fill(base), new Float64Array(months).fill(base + difference)],
  };
}

function filled(pairs: readonly PairedRuns[], saved?: PairLedger['state']): PairLedger {
  const ledger = new PairLedger(shape, saved);
  for (const one of pairs) ledger.record(one);
  return ledger;
}

it('gives the mean difference by month with its interval, over the pairs that both reach', () => {
  // Values 1, 2, 3 in month 0: half-width 2.484138 as in paired-difference.test.ts; one pair alone reaches month 1.
  const ledger = filled([pair(1, 1, 5), pair(2, 2, -7), pair(3, 1)]);
  const [{ impulse, metrics }] = ledger.comparisons(0.05);
  expect([...impulse[0].pairs]).toEqual([3, 1]);
  expect([...impulse[0].months]).toEqual([2, 2]);
  expect(impulse[0].high[0] - 2).toBeCloseTo(2.484138, 6);
  expect(impulse[0].low[1]).toBeNaN();
  expect(metrics[0].difference.mean).toBe(2);
});

it('gives the median month of the first wall over all walls, in the runs that have one', () => {
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics: ['wall=roi', 'wall_month'], series: [] });
  for (const [before, after] of [
    [10, 30],
    [20, Number.NaN],
    [60, 50],
  ])
    ledger.record({ metrics: Float64Array.of(before < 60 ? 1 : 0, before, 1, after), series: [] });
  const [{ firstWallMonth, wallMonths }] = ledger.comparisons(0.05);
  expect(firstWallMonth).toEqual({ base: 20, other: 40 });
  expect(wallMonths?.get('roi')?.base).toBe(15);
});

it('skips a month in which a side has no value, and the pair counts elsewhere', () => {
  const gap = pair(4, 2);
  gap.series[0][1] = Number.NaN;
  const [{ impulse }] = filled([gap, pair(2, 2)]).comparisons(0.05);
  expect([...impulse[0].pairs]).toEqual([2, 1]);
  expect([...impulse[0].months]).toEqual([3, 2]);
});

it('goes on from a saved state to the same bits', () => {
  const pairs = Array.from({ length: 9 }, (_, k) => pair(1 / (k + 3), 3, k / 7));
  const failed = (replication: number) => ({ replication, contender: 1, reason: 'no idea' });
  pairs[2] = { ...pairs[2], failures: [failed(2)] };
  pairs[7] = { ...pairs[7], failures: [failed(7)] };
  const { rows, moments, failures } = filled(pairs.slice(0, 4)).state;
  const copy = JSON.parse(JSON.stringify(moments)) as typeof moments;
  const resumed = filled(pairs.slice(4), { rows, moments: copy, failures });
  expect(resumed.comparisons(0.05)).toEqual(filled(pairs).comparisons(0.05));
  expect(resumed.failures).toEqual([failed(2), failed(7)]);
});

it('takes rounding for no difference, and one that never varies for the strongest', () => {
  const strengths = (...pairs: PairedRuns[]): number => strengthOf(filled(pairs).comparisons(0.05)[0].metrics[0]);
  expect(strengths(pair(1e-9, 1, 1000), pair(2e-9, 1, 1000))).toBe(0);
  expect(strengths(pair(1e-15, 1, 0), pair(1e-15, 1, 0))).toBe(0);
  expect(strengths(pair(0.5), pair(0.5))).toBe(Number.POSITIVE_INFINITY);
  // Differences 1 and 3: mean 2, standard error 1.
  expect(strengths(pair(1), pair(3))).toBeCloseTo(2, 12);
});

it('heads a network with its cost, that of each node with costs where there are several, fill rates and bullwhip', () => {
  const difference = pairedDifference([1, 2]);
  const metric = (name: string, base = 1) => ({ metric: name, base, other: base, difference });
  const headOf = (...metrics: ReturnType<typeof metric>[]) => headlineMetrics([{ name: 'x', metrics, impulse: [] }]);
  const rest = [metric('bullwhip_a'), metric('fill_rate_a'), metric('cost_usd'), metric('cost_usd_none', 0)];
  expect(headOf(...rest, metric('cost_usd_a'), metric('cost_usd_c'))).toEqual([
    'cost_usd',
    'cost_usd_a',
    'cost_usd_c',
    'fill_rate_a',
    'bullwhip_a',
  ]);
  expect(headOf(...rest, metric('cost_usd_a'))).toEqual(['cost_usd', 'fill_rate_a', 'bullwhip_a']);
});
