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
  resolvedScenario: {},
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

function report(columns: readonly Column[], summary: readonly SummaryRow[]): string {
  return batchReport({ manifest, columns, summary, startMonth: '2025-10' }).join('\n');
}

it('says which wall, when, what it cost and how deep the pocket is, with units', () => {
  const wall = column('wall', '', 'string');
  const month = column('wall_month', 'months');
  const peak = column('peak_capex_usd_bn_per_year', 'USD bn/year');
  const pocket = column('air_pocket_hbm');
  const excess = column('air_pocket_excess_hbm');
  const short = column('pause_shortfall_hbm');
  const fall = column('investment_fall');
  const before = column('investment_fall_before_wall');
  const after = column('investment_fall_after_wall');
  const text = report(
    [wall, month, peak, fall, before, after, pocket, excess, short],
    [
      ...summariseWords(wall, ['power', 'power', 'roi', 'none']),
      summariseNumbers(month, '', Float64Array.of(20, 30, 40)),
      summariseNumbers(month, 'power', Float64Array.of(20, 30)),
      summariseNumbers(month, 'roi', Float64Array.of(40)),
      summariseNumbers(peak, '', Float64Array.of(600, 610, 620)),
      summariseNumbers(pocket, '', Float64Array.of(0.5, 0.6, 0.7)),
      summariseNumbers(excess, '', Float64Array.of(0.1, 0.2, 0.3)),
      summariseNumbers(short, '', Float64Array.of(0.31, 0.325, 0.34)),
      summariseNumbers(fall, '', Float64Array.of(0.6)),
      summariseNumbers(before, '', Float64Array.of(0.2)),
      summariseNumbers(after, '', Float64Array.of(0.5)),
    ],
  );
  expect(text).toContain('baseline: 1,200 runs, seed 1, model 1.0.0, scenario abc123');
  expect(text).toContain('not a forecast');
  expect(text).toContain(
    'A wall stopped the race in 75 % of the runs (median month 30, Apr 2028; range 20 to 40); most often power and roi, not told apart.',
  );
  expect(text).toMatch(/power +50 % {2}median month 25, Nov 2027; range 20 to 30/);
  expect(text).toMatch(/none +25 % {2}the race ran to the horizon/);
  expect(text).toMatch(/Fall of builders' own orders, wall to a quarter after the pause +0\.5 /);
  expect(text).toMatch(/after the pause .* over the one run that has it/);
  expect(text).toContain('Air pocket by tier, median over the 3 runs that met a wall (and nine of these in ten):');
  expect(text).toMatch(/Lost of their peak before the wall +0\.2 /);
  expect(text).not.toContain('came out equal');
  expect(text).toMatch(/Peak capex +610 {2}\(601 to 619\) {2}USD bn\/year/);
  expect(text).toMatch(/hbm +33 % \(31 % to 34 %\) +60 % \(51 % to 69 %\) +20 % \(11 % to 29 %\)/);
  expect(text).toContain('Not ok: 1 failed; left out of all statistics.');
  expect(text).toContain('run 17 failed: cash is negative in month 3');
  expect(text).toContain('overbuild run baseline --seed 1 --replication 17');
});

it.each([
  [['roi', ...Array(40).fill('power')], 'most often it was power.'],
  [['roi', ...Array(2).fill('power'), 'none'], 'most often power and roi, not told apart.'],
  [['power', 'none'], 'each time it was power.'],
])('names a first wall only where the runs tell it from the next', (walls: readonly string[], words) => {
  const wall = column('wall', '', 'string');
  expect(report([wall], summariseWords(wall, walls))).toContain(words);
});

it('passes over metrics that a batch does not have', () => {
  const text = report([], []);
  expect(text).not.toMatch(/undefined|NaN|Air pocket/);
  expect(report([column('wall', '', 'string')], summariseWords(column('wall'), ['none', 'none']))).toContain(
    'No wall stopped the race in any run.',
  );
});

it('says so when nothing is left to chance', () => {
  const unmet = column('unmet_peak_mw', 'MW');
  const equal = 'All 1,199 runs came out equal: this scenario leaves nothing to chance';
  expect(report([unmet], [summariseNumbers(unmet, '', Float64Array.of(0.1, 0.1, 0.1))])).toContain(equal);
  expect(report([unmet], [summariseNumbers(unmet, '', Float64Array.of(0.1, 0.1, 0.2))])).not.toContain('equal');
});
