/** A sweep in words: one line a configuration, and numbers that the scenario has. */

import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { summariseNumbers, summariseWords } from '../../src/output/summary.ts';
import { type SweptConfiguration, sweepReport } from '../../src/output/sweep-report.ts';

const column = (name: string, unit = '1'): Column => ({ name, unit, shape: 'run', description: '' });
const number = (name: string, ...values: number[]) => summariseNumbers(column(name), '', Float64Array.from(values));

function reportOf(
  paths: readonly string[],
  shown: readonly Pick<SweptConfiguration, 'settings' | 'rows'>[],
  more: { readonly metrics?: readonly string[]; readonly configurations?: number } = {},
): string[] {
  const statuses = { ok: 2 * shown.length, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  const identity = { scenario: 'tiny', seed: '1', runs: 2, modelVersion: '1' };
  return sweepReport({
    manifest: { identity, statuses, failures: [], resolvedScenario: {} } as unknown as Manifest,
    configurations: more.configurations ?? shown.length,
    paths,
    shown: shown.map((one, configuration) => ({ configuration, ok: 2, reason: '', ...one })),
    columns: [column('months', 'months')],
    metrics: more.metrics ?? [],
  });
}

describe('the table', () => {
  it('shows shares of walls, the one that comes most often first and none last, then medians', () => {
    const rows = (walls: string[], month: number) => [
      ...summariseWords(column('wall'), walls),
      number('wall_month', month, month + 2),
      number('air_pocket_hbm', 0.5, 0.7),
      number('air_pocket_foundry', 0.2, 0.3),
      number('worst_year_air_pocket_hbm', 0.9, 0.9),
    ];
    const lines = reportOf(
      ['a.prize', 'b[x].strategy.id'],
      [
        { settings: [0.5, 'grim'], rows: rows(['none', 'power'], 10) },
        { settings: [1, 'grim'], rows: rows(['roi', 'roi'], 20) },
      ],
    );
    expect(lines).toEqual([
      'tiny: 2 configurations, 2 runs each, seed 1, model 1',
      'All configurations have common random numbers. Conditional on the assumptions of the scenario; not a forecast.',
      '',
      'Varied: a.prize and b[x].strategy.id.',
      'Shown: shares of runs by first wall with 95 % intervals of each configuration, medians over runs.',
      '  #  prize  strategy.id                ROI             power              none  month of the wall  deepest fall of orders, HBM',
      '  0    0.5         grim      0 % (0 to 66)  50 % (9.5 to 91)  50 % (9.5 to 91)           month 11                         60 %',
      '  1      1         grim  100 % (34 to 100)     0 % (0 to 66)     0 % (0 to 66)           month 21                         60 %',
    ]);
  });

  it('says how many runs are behind a median where not all have it', () => {
    const wall = summariseWords(column('wall'), ['power', 'none']);
    const rows = [...wall, number('wall_month', 10), number('air_pocket_hbm', 0.5, 0.7)];
    expect(reportOf(['p'], [{ settings: [1], rows }]).slice(4)).toEqual([
      'Shown: shares of runs by first wall with 95 % intervals of each configuration, medians over runs, [n] of those that have it where not all do.',
      '  #  p             power              none  month of the wall  deepest fall of orders, HBM',
      '  0  1  50 % (9.5 to 91)  50 % (9.5 to 91)       month 10 [1]                         60 %',
    ]);
  });

  it('shows what moves most where there is neither wall nor tier, and what is asked for', () => {
    const shown = [1, 2].map((k) => ({
      settings: [k],
      rows: [number('calm', 5, 5.1), number('moved', 10 * k, 10 * k + 1), number('months', 3, 3)],
    }));
    expect(reportOf(['p'], shown)[5]).toBe('  #  p  moved  calm  months');
    expect(reportOf(['p'], shown, { metrics: ['months'] }).slice(5)).toEqual([
      '  #  p  months',
      '  0  1       3',
      '  1  2       3',
    ]);
  });

  it('names paths in full where their ends are the same, and says how many lines are left out', () => {
    const shown = Array.from({ length: 50 }, (_, k) => ({ settings: [k, 0], rows: [] }));
    const lines = reportOf(['a.x', 'b.x'], shown, { configurations: 1200 });
    expect(lines[5]).toBe('   #  a.x  b.x');
    expect(lines.at(-1)).toBe('  and 1,160 more in summary.csv');
  });
});
