/** `overbuild compare`: paired differences from the command line. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

interface Told {
  readonly pairs: number;
  readonly stopped: string;
  readonly comparisons: { metrics: { metric: string; difference: { mean: number; low: number; high: number } }[] }[];
}

it('finds no difference of a scenario from itself, and says so in tables', async () => {
  const out = temporaryFolder();
  const { code, stdout } = await cli(['compare', 'baseline', 'baseline', '--runs', '3', '--json', '--out', out]);
  const { pairs, comparisons } = JSON.parse(stdout) as Told;
  expect([code, pairs]).toEqual([0, 3]);
  for (const { difference } of comparisons[0].metrics) expect([0, null]).toContain(difference.mean);
  const rows = readFileSync(join(out, 'compare.csv'), 'utf8').trim().split('\n');
  expect(rows[0]).toMatch(/^base,other,metric,/);
  expect(rows.length).toBe(1 + comparisons[0].metrics.length);
  expect(readFileSync(join(out, 'impulse.csv'), 'utf8')).toMatch(/^base,other,series,month,/);
});

it('adds pairs until discipline can be told from the race, and then stops', async () => {
  const argv = ['compare', 'all-race', 'disciplined', '--runs', '90', '--until', 'economic_profit_usd_bn', '--json'];
  const { pairs, stopped, comparisons } = JSON.parse((await cli(argv)).stdout) as Told;
  expect(stopped).toBe('told-apart');
  expect(pairs).toBeLessThan(90);
  const profit = comparisons[0].metrics.find(({ metric }) => metric === 'economic_profit_usd_bn');
  expect(profit?.difference.low).toBeGreaterThan(0);
});

it('says which metric there is not, and that one scenario is not enough', async () => {
  const unknown = await cli(['compare', 'baseline', 'disciplined', '--until', 'air_poket_hbm']);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('there is no metric air_poket_hbm (did you mean air_pocket_hbm?)');
  expect((await cli(['compare', 'baseline'])).stderr).toContain('give at least two scenarios');
});
