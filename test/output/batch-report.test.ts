/** The report of a batch in words, on statistics made by hand. */

import { expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import { batchReport } from '../../src/output/batch-report.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { type SummaryRow, summariseNumbers, summariseWords } from '../../src/output/summary.ts';

const column = (name: string, unit = '1', type: Column['type'] = 'number'): Column => ({
  name,
  unit,
  shape: 'run',
  description: name,
  type,
});
const manifest: Manifest = {
  format: 'overbuild-batch/1',
  identity: {
    scenario: 'baseline',
    scenarioHash: 'abc123',
    seed: '1',
    runs: 1200,
    series: false,
    csvLocale: 'en',
    modelVersion: '1.0.0',
    packageVersion: '0.1.0',
  },
  resolvedScenario: { horizonMonths: 120 },
  evidence: {},
  strategies: [],
  command: [],
  nodeVersion: 'v20',
  platform: 'linux x64',
  jobs: 1,
  timeoutSeconds: null,
  statuses: { ok: 1199, failed: 1, 'timed-out': 0, 'non-finite': 0 },
  failures: [{ run: 17, status: 'failed', reason: 'cash is negative in month 3' }],
  files: [],
  timing: { startedAt: '', finishedAt: '', seconds: 1, sessionRuns: 1200, runsPerSecond: 1200 },
};

function report(summary: readonly SummaryRow[], isDetailed = false): string {
  const assumptions = ['Assumptions explain half of the spread.'];
  const input = { manifest, summary, startMonth: '2025-10', isDetailed, assumptions, program: 'npx overbuild' };
  const lines = batchReport(input);
  if (!isDetailed) expect(lines.filter((line) => line.length > 80)).toEqual([]);
  return lines.join('\n');
}

const wall = column('wall', '', 'string');
const month = column('wall_month', 'months');

/** Statistics of a metric from its values. */
const numbers = (name: string, ...values: readonly number[]): SummaryRow =>
  summariseNumbers(column(name), '', Float64Array.from(values));

const RACE = [
  ...summariseWords(wall, ['power', 'power', 'roi', 'none']),
  numbers('wall_month', 20, 30, 40),
  summariseNumbers(month, 'power', Float64Array.of(20, 30)),
  summariseNumbers(month, 'roi', Float64Array.of(40)),
  numbers('peak_capex_usd_bn_per_year', 600, 610, 620),
  numbers('two_year_delivered_mw', 20_000, 21_000, 22_000),
  numbers('overspend_ratio', 1, 1.5, 2),
  numbers('investment_fall_after_wall', 0.5),
  numbers('fall_after_wall_supplier', 0.6, 0.7, 0.8),
  numbers('fall_after_wall_excess_supplier', 0.05, 0.186, 0.3),
  numbers('utilisation_min', 0.6, 0.7, 0.8),
  numbers('sales_lost_server', 0.1, 0.2, 0.3),
  numbers('sales_lost_hbm', 0.31, 0.325, 0.34),
  numbers('worst_year_sales_lost_hbm', 0.5, 0.6, 0.7),
  numbers('profit_lost_hbm', 0.1, 0.2, 0.3),
  numbers('orders_lost_hbm', 0.4, 0.45, 0.5),
];
const FAILED = `
Not ok: 1 failed; left out of all statistics.
  run 17 failed: cash is negative in month 3
  Replay one: npx overbuild run baseline --seed 1 --replication 17`;

it('fits one screen: walls with intervals, when, headline numbers with units, and what suppliers lose', () => {
  expect(report(RACE)).toBe(`What stops the AI build-out, when, and what does a pause cost its suppliers?
baseline: 1,200 runs, seed 1. Conditional on its assumptions; not a forecast.
First wall by Sep 2035  runs (95 % interval)  median (90 % of its runs)
  any wall                 75 % (30 to 95 %)  Apr 2028 (Jul 2027 to Jan 2029)
  power                    50 % (15 to 85 %)  Nov 2027 (Jul 2027 to Apr 2028)
  ROI                     25 % (4.6 to 70 %)  Feb 2029
Intervals: sampling error alone; thresholds of the walls are assumed or tuned.
Median over runs (90 % interval); add --details for all numbers:
  Peak capital expenditure of the builders   USD 610 bn a year  (601 to 619)
  Systems delivered in the first two years               21 GW  (20.1 to 21.9)
  Overspend above the disciplined target                 150 %  (105 to 195)
  Fall of builders' orders in the pause                   50 %
  Fall of median supplier's share from peak               70 %  (61 to 79)
    of which added by the pause                      19 points  (6.4 to 29)
Sales lost in the 24 months after the wall, compared with no pause:
  server  20 % (11 to 29 %)    HBM  33 % (31 to 34 %)
Assumptions explain half of the spread.
${FAILED}`);
});

it('prints all with details: versions, what is over which runs, and every loss of a tier', () => {
  const text = report(RACE, true);
  expect(text).toContain('model 1.0.0, scenario abc123');
  expect(text).toMatch(/orders in the pause +50 % +over the one run that has it/);
  expect(text.replaceAll('\n', ' ')).toContain('same run without the pause. Median over the 3 runs that paused');
  expect(text).toMatch(/HBM +33 % \(31 to 34 %\) +60 % \(51 to 69 %\) +20 % \(11 to 29 %\) +45 % \(41 to 50 %\)/);
});

it.each([
  [['roi', ...Array(40).fill('power')], 'Power came first most often (significant at 5 %).'],
  [['roi', ...Array(2).fill('power'), 'none'], 'Power and ROI came first about equally often'],
  [['power', 'none'], 'The first wall was power each time.'],
])('names a first wall only where the difference is significant', (walls: readonly string[], words) => {
  const months = [...new Set(walls)].map((one) => summariseNumbers(month, one, Float64Array.of(20)));
  expect(report([...summariseWords(wall, walls), numbers('wall_month', 20), ...months], true)).toContain(words);
});

it('passes over metrics that a batch does not have', () => {
  expect(report([])).not.toMatch(/undefined|NaN|air pocket/);
  expect(report(summariseWords(wall, ['none', 'none']))).toContain('No wall stopped any run.');
});

it('tells tiers of a plain supply run in two measures, and in five with details', () => {
  const rows = [numbers('bullwhip_hbm', 2, 3, 4), numbers('fill_rate_hbm', 0.9, 0.9), numbers('amplification_hbm', 7)];
  expect(report(rows)).toMatch(/HBM +3 \(2\.1 to 3\.9\) +90 %$/m);
  expect(report(rows, true)).toMatch(/HBM +3 \(2\.1 to 3\.9\) +90 % +- +7 +- +-$/m);
  expect(report(rows)).not.toContain('Cost');
  const cost = report([...rows, numbers('cost_usd', 830, 2_500_000, 2_500_000)]);
  expect(cost).toContain('\nCost of holding, backlog and transport: USD 2.5 mn (USD ');
});

it('says so when nothing is random', () => {
  const equal = 'All 1,199 runs are equal';
  expect(report([numbers('unmet_peak_mw', 0.1, 0.1, 0.1)])).toContain(equal);
  expect(report([numbers('unmet_peak_mw', 0.1, 0.1, 0.2)])).not.toContain('equal');
});

it('says how far shares fall without the pause, and that medians do not add up', () => {
  const text = report([...RACE, numbers('unpaused_fall_supplier', 0.3, 0.42, 0.5)], true);
  expect(text).toMatch(/The fall in the same runs without the pause +42 % +\(31 to 49\)/);
  expect(text).toContain('\nMedians of a fall and of its parts do not add up.');
  expect(report([...RACE, numbers('unpaused_fall_supplier', 0.42)])).not.toContain('add up');
});

it('says on one screen what the uncertain numbers leave unexplained', () => {
  const assumptions = ['Uncertain numbers explain 15 %: 15 % assumed.', 'The other 85 % comes from random draws.'];
  const input = { manifest, summary: RACE, startMonth: '2025-10', isDetailed: false, program: 'overbuild' };
  expect(batchReport({ ...input, assumptions })).toContain(
    'Uncertain numbers explain 15 %: 15 % assumed; rest: draws and interactions.',
  );
});

it('says where walls are recorded only', () => {
  const resolvedScenario = { horizonMonths: 120, stop: { rule: 'horizon' } };
  const input = { summary: RACE, startMonth: '2025-10', isDetailed: false, program: 'overbuild', assumptions: [] };
  const lines = batchReport({ ...input, manifest: { ...manifest, resolvedScenario } });
  expect(lines).toContain('Walls are recorded only: none stops the race.');
  expect(report(RACE)).not.toContain('recorded only');
});
