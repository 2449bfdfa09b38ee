/** Every column of every table is explained, and a slip of the finger is answered with the name that was meant. */

import { describe, expect, it } from 'vitest';
import { standInBatch } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const explained = async (word: string): Promise<string> => (await cli(['columns', word])).stdout;

describe('columns', () => {
  it('explains a column of any table, and says which', async () => {
    expect(await explained('orders_placed_mw_per_month')).toBe('');
    expect(await explained('ci95_low')).toMatch(
      /^summary\.csv\n {2}ci95_low +number +Lower end of the 95 % interval of the mean/,
    );
    expect(await explained('magnitude')).toMatch(/^events\.csv\n {2}magnitude/);
    expect(await explained('configuration')).toMatch(/^design\.csv of a sweep\n[^§]*runs\.csv of a sweep\n/);
    expect(await explained('verdict')).toMatch(/^patterns\.csv\n[^§]*equilibria\.csv of equilibrium\n/);
    expect(await explained('fresh_gain')).toMatch(/^replies\.csv of best-reply\n/);
    expect(await explained('date')).toMatch(/quantiles\.csv\n[^§]*series-\*\.csv\n[^§]*impulse\.csv\n/);
    expect(await explained('price_index')).toMatch(/series-equity\.csv\n {2}price_index/);
  });

  it('states the range of a column', async () => {
    expect(await explained('adoption')).toMatch(/ {2}adoption +1, 0 to 1 +Share/);
    expect(await explained('roi_min_per_year')).toMatch(/ {2}roi_min_per_year +1\/year +Lowest/);
  });

  it('explains a table, a column of a table, and a kind of event', async () => {
    expect(await explained('series_firm')).toBe(await explained('series-firm.csv'));
    expect((await explained('quantiles')).split('\n')[0]).toBe('quantiles.csv');
    expect(await explained('summary.mean')).toBe('summary.csv\n  mean  number  Arithmetic mean.\n\n');
    expect(await explained('wall-hit')).toMatch(/^events\.csv, column kind\n {2}wall-hit +kind +A wall stopped/);
  });

  it.each([
    ['wal_munth', 'wall_month'],
    ['sumary', 'summary'],
    ['runs.wal_munth', 'wall_month'],
    ['covenant-breech', 'covenant-breach'],
  ])('asks whether %s means %s', async (typed, meant) => {
    const { code, stderr } = await cli(['columns', typed]);
    expect(code).toBe(2);
    expect(stderr).toBe(`overbuild: there is no column ${typed} (did you mean ${meant}?); see overbuild columns\n`);
  });

  it('knows every column that a batch declares in its data package', async () => {
    const { resources } = await standInBatch({}, { runs: 2, series: true });
    const all = JSON.parse((await cli(['columns', '--json'])).stdout) as { file: string; name: string }[];
    const known = new Set(all.map(({ file, name }) => `${file} ${name}`));
    // The stand-in has a metric and series of its own; ids, statistics and events are those of every batch.
    const own = /^(?:runs\.csv (?:peak_capex_usd_bn|wall|wall_month|worst_residual)|series-\w+\.csv .*)$/;
    const declared = resources.flatMap(({ path, columns }) => columns.map(({ name }) => `${path} ${name}`));
    expect(declared.filter((name) => !known.has(name) && !own.test(name))).toEqual([]);
  });
});
