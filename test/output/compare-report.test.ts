/** The words of a comparison: which interval stands beside a difference, and what is said when nothing differs. */

import { expect, it } from 'vitest';
import { PairLedger } from '../../src/experiment/compare-ledger.ts';
import { pairedDifference } from '../../src/experiment/paired-difference.ts';
import { MARKET_RUN_METRICS } from '../../src/metrics/market-run-row.ts';
import { SHARE_COUNTS } from '../../src/metrics/share-counts.ts';
import { type CompareReport, compareReport } from '../../src/output/compare-report.ts';

const NO_UNITS = new Map<string, string>();

/** The report of what a ledger holds. */
const linesOf = (ledger: PairLedger, over: Partial<CompareReport> = {}): string[] =>
  compareReport({
    base: 'base',
    result: { pairs: ledger.pairs, stopped: 'runs', comparisons: ledger.comparisons(0.05) },
    chosen: [],
    until: undefined,
    failures: [],
    startMonth: '2025-10',
    units: NO_UNITS,
    ...over,
  });

/** Differences 1, 2 and 3: Student half-width 2.484. */
function report(until: string | undefined, differences: readonly number[] = [1, 2, 3]): string {
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics: ['cost', 'idle_mw'], series: [] });
  for (const difference of differences)
    ledger.record({ metrics: Float64Array.of(10, 5, 10 + difference, 5), series: [] });
  return linesOf(ledger, { until }).join('\n');
}

it("gives the interval that the test uses; below thirty pairs Student's, unless the pairs decide when to stop", () => {
  expect(report(undefined)).toMatch(/95 % interval .*\n {2}Cost +10\.0 +12\.0 +\+2\.0 +-0\.5 to \+4\.5 /);
  const sequential = report('cost');
  expect(sequential).toContain('cost is not significant for all within the budget');
  expect(sequential).toMatch(/95 % interval .*\n {2}Cost +10\.0 +12\.0 +\+2\.0 +- /);
  const thirty = Array.from({ length: 30 }, (_, k) => 1 + (k % 3));
  const { alwaysValidHalfWidth: half } = pairedDifference(thirty);
  for (const until of [undefined, 'cost'])
    expect(report(until, thirty)).toContain(`+${(2 - half).toFixed(1)} to +${(2 + half).toFixed(1)}`);
});

it('tests nothing where every pair is the same', () => {
  const same = report(undefined, new Array<number>(30).fill(2));
  expect(same).toContain('\nEvery pair of runs is the same, so differences are exact: there is nothing to test.\n');
  expect(same).not.toMatch(/always-valid|\*|stars/);
});

it('says what the number of pairs excludes where no pair differs in a wall, and no more than 100 points elsewhere', () => {
  const walls = (pairs: readonly (readonly [number, number, number, number])[]): string => {
    const ledger = new PairLedger({ contenders: ['base', 'other'], metrics: ['wall=roi', 'wall=none'], series: [] });
    for (const pair of pairs) ledger.record({ metrics: Float64Array.from(pair), series: [] });
    return linesOf(ledger).join('\n');
  };
  // 1 - .05^(1/300) = .00994.
  const equal = walls(Array.from({ length: 300 }, (_, k) => [k % 2, 1 - (k % 2), k % 2, 1 - (k % 2)] as const));
  expect(equal).toMatch(/ROI .* 0\.0 +no pair differs: under 0\.994\n/);
  expect(equal).not.toContain('0 to 0');
  // 1 - 2 (1 - .05^(1/300)) = .9801.
  const all = walls(Array.from({ length: 300 }, () => [0, 1, 1, 0] as const));
  expect(all).toMatch(/ROI .* \+100\.0 +all differ: over 98 +\*\n/);
  const few = walls([
    [0, 1, 1, 0],
    [0, 1, 0, 1],
    [0, 1, 1, 0],
    [0, 1, 0, 1],
  ]);
  expect(few).toMatch(/ROI .* \+50\.0 +-41\.9 to \+100\.0\n/);
});

it('stars nothing before thirty pairs, and says what the star stands on', () => {
  const same = (count: number): number[] => Array.from({ length: count }, (_, k) => 5 + (k % 2) / 10);
  expect(report(undefined, same(29))).not.toMatch(/Cost .*\*/);
  expect(report(undefined, same(30))).toMatch(/Cost .*\*/);
  expect(report(undefined, same(30))).toContain('\n* significant at 5 %');
  expect(report(undefined)).toContain('\nNo difference shown is significant at 5 %');
  expect(report(undefined, same(30))).toContain('exact only for many pairs, so it starts at 30');
});

it('leaves out what does not differ, and says when nothing does', () => {
  expect(report(undefined)).not.toContain('Idle');
  expect(report(undefined, [0, 0, 0])).toContain('Nothing differs');
});

it('shows the same metrics first in every comparison, then the strongest, and says how they were chosen', () => {
  const named = ['overspend_ratio', 'fall_after_wall_index', 'months_to_wall'];
  const metrics = [...Array.from({ length: 20 }, (_, m) => `metric_${m}`), ...named];
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics, series: [] });
  // Metric m differs by m + 1 with the same noise; months to wall by nothing, and drawdown is missing.
  const gap = (metric: string, m: number): number =>
    metric === 'months_to_wall' ? 0 : metric === 'fall_after_wall_index' ? Number.NaN : m + 1;
  for (const noise of [-0.1, 0.1, 0]) {
    const other = metrics.map((metric, m) => gap(metric, m) + (metric === 'months_to_wall' ? 0 : noise));
    ledger.record({ metrics: Float64Array.of(...metrics.map(() => 0), ...other), series: [] });
  }
  const lines = linesOf(ledger);
  const shown = lines.flatMap(
    (line) => /^ {2}(Metric \d+|Months to wall|Overspend|Drawdown index) /.exec(line)?.[1] ?? [],
  );
  expect(shown).toEqual([
    'Months to wall',
    'Overspend',
    ...[19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8].map((m) => `Metric ${m}`),
  ]);
  expect(lines).toContain('  14 of 23 metrics: the same 2 first in every comparison, then 12 chosen by size.');
  expect(report(undefined)).toContain('  1 of 2 metrics, chosen by size.');
  expect(
    report(
      undefined,
      Array.from({ length: 30 }, (_, k) => 5 + (k % 2) / 10),
    ),
  ).toContain('  1 of 2 metrics, chosen by size; stars are not corrected for that.');
});

it('begins with cost, fill rate and bullwhip of a network alone, and puts what one pair has last', () => {
  const metrics = [
    'unmet_peak_mw',
    'recover_months_hbm',
    'bullwhip_peak_gain_hbm',
    'bullwhip_hbm',
    'fill_rate_hbm',
    'cost_usd',
  ];
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics, series: [] });
  for (const noise of [0, 0.1, 0.2]) {
    const recovered = noise === 0 ? 60 : Number.NaN;
    ledger.record({
      metrics: Float64Array.of(5, recovered, 2, 3, 0.5, 900, 6 + noise, recovered - 2, 4 + noise, 5, 0.6, 800),
      series: [],
    });
  }
  const lines = linesOf(ledger);
  const names = lines.flatMap((line) => /^ {2}(?!mean )([a-z, ()%]+?[a-z)]) {2,}-?\d/i.exec(line)?.[1] ?? []);
  expect(names).toEqual([
    'Cost usd',
    'Fill rate, HBM (%)',
    'Bullwhip, HBM',
    'Bullwhip peak gain, HBM',
    'Unmet peak',
    'Time to recover, HBM',
  ]);
});

it('keeps intervals in their range, effect sizes readable, and says when policies hold different stock', () => {
  const metrics = ['cost_usd', 'stock_mw', 'fill_rate_hbm', 'bullwhip_hbm'];
  const shown = (change: string): string => {
    const ledger = new PairLedger({ contenders: ['base', `base (changed: ${change})`], metrics, series: [] });
    for (const noise of [-1, 0, 1])
      ledger.record({
        metrics: Float64Array.of(100, 10, 0.9, 2, 20 + 19 * noise, 15 + noise / 100, 0.99, 2),
        series: [],
      });
    return linesOf(ledger).join('\n');
  };
  const policy = shown('supply.policy.protectionMonths=4');
  expect(policy).toMatch(/Cost usd .* -100 to -33 /);
  expect(policy).toContain('Intervals end where a mean would be impossible');
  expect(policy).toMatch(/Mean stock .* \+4\.98 to \+5\.02 +> 10 +100 %/);
  expect(policy).toMatch(/Bullwhip, HBM .* the same in all pairs +- +- +3/);
  expect(policy).toContain('Mean stock differs by +50 %, which alone changes the fill rate.');
  expect(shown('supply.nodes[hbm].disruption.months=[3]')).not.toContain('Mean stock differs');
});

it('names the first runs that failed and counts the others', () => {
  const failures = Array.from({ length: 7 }, (_, run) => ({ run, scenario: 'other', reason: 'no idea' }));
  const nothing = new PairLedger({ contenders: ['base', 'other'], metrics: [], series: [] });
  const lines = linesOf(nothing, { failures });
  expect(lines).toContain('7 runs could not be simulated; their pairs are left out:');
  expect(lines.filter((line) => /^ {2}run \d of other: no idea$/.test(line))).toHaveLength(5);
  expect(lines.join('\n')).toContain('  and 2 more; --json lists all');
});

it('shows counts that grow with the length of a run only when asked', () => {
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics: ['cost_usd', 'reports'], series: [] });
  for (const more of [1, 2, 3]) ledger.record({ metrics: Float64Array.of(10, 5, 10 + more, 500), series: [] });
  const lines = (chosen: readonly string[]): string => linesOf(ledger, { chosen }).join('\n');
  expect(lines([])).toContain('  Cost usd ');
  expect(lines([])).not.toContain('  Reports ');
  expect(lines(['reports'])).toContain('  Reports ');
  expect(lines(['all'])).toContain('  Reports ');
  const whole = MARKET_RUN_METRICS.flatMap(({ name, type }) => (type === 'integer' ? [name] : []));
  for (const name of SHARE_COUNTS) expect(whole).toContain(name);
});

it('gives the probability of each wall on both sides, and the paired difference in points', () => {
  const metrics = ['wall=power', 'wall=roi', 'wall=none', 'cost_usd', 'wall_month'];
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics, series: [] });
  const both = [
    [1, 0, 0, 10, 1, 0, 0, 1, 9, Number.NaN],
    [1, 0, 0, 10, 3, 1, 0, 0, 9, 3],
    [0, 0, 1, 10, Number.NaN, 0, 0, 1, 9, Number.NaN],
    [0, 0, 1, 10, Number.NaN, 0, 0, 1, 9, Number.NaN],
  ];
  for (const pair of both) ledger.record({ metrics: Float64Array.from(pair), series: [] });
  const text = linesOf(ledger).join('\n');
  expect(text).toMatch(/power +50 % \(15 to 85\) +Dec 2025 +25 % \(4\.6 to 70\) +Jan 2026 +-25\.0 +-100\.0 to \+54\.6/);
  expect(text).toMatch(/any wall +50 % \(15 to 85\) +Dec 2025 +25 % \(4\.6 to 70\) +Jan 2026 +-25\.0 /);
  expect(text.indexOf('any wall')).toBeLessThan(text.indexOf('  power '));
  expect(text).not.toContain('ROI');
  expect(text).toContain('of 2 metrics');
});

it('writes shares in per cent, many MW in GW, and differences with the decimals that their intervals need', () => {
  const metrics = ['overspend_ratio', 'sales_lost_hbm', 'idle_mw', 'roi_min_per_year', 'cost_usd'];
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics, series: [] });
  for (const noise of [-0.001, 0.001, 0])
    ledger.record({
      metrics: Float64Array.of(2.42, 0.291, 4000, -0.05, 6.7e8, 2.44 + noise, 0.291, 5000 + 1e5 * noise, -0.06, 8e6),
      series: [],
    });
  const units = new Map([
    ['idle_mw', 'MW'],
    ['cost_usd', 'USD'],
    ['roi_min_per_year', '1/year'],
  ]);
  const startChanges = [['stocks (lead time at HBM)']];
  const text = linesOf(ledger, { chosen: ['all'], units, startChanges }).join('\n');
  expect(text).toMatch(/Overspend \(%\) +242 +244 +\+2\.0 +\+1\.8 to \+2\.2 /);
  expect(text).toMatch(/Sales lost, HBM \(%\) +29\.1 +29\.1 +0\.0 +the same in all pairs/);
  expect(text).toMatch(/Idle \(GW\) +4\.00 +5\.00 +\+1\.00 +\+0\.75 to \+1\.25 /);
  expect(text).toMatch(/Lowest return on AI capital \(% a year\) +-5\.0 +-6\.0 +-1\.00 /);
  expect(text).toMatch(/Cost \(USD mn\) +670 +8\.00 +-662 /);
  expect(text).toContain('\nOverspend: excess of the racing capacity target');
  expect(text).toContain('\n  Month 0 differs too: stocks (lead time at HBM).');
  expect(text).toContain('not what the same change from month 0 on would do');
});
