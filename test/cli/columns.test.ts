/** Every column of every table is explained, and a slip of the finger is answered with the name that was meant. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvFields } from '../../src/output/csv.ts';
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

  it('explains a column with the name of a node filled in, in every table that has it', async () => {
    expect(await explained('bullwhip_factory')).toMatch(
      /^runs\.csv\n {2}bullwhip_\{node\}[^§]*runs\.csv of a plain supply run\n {2}bullwhip_\{node\} .*receives/,
    );
    expect(await explained('cost_usd_shop_1')).toMatch(/^runs\.csv of a plain supply run\n {2}cost_usd_\{node\}/);
    expect(await explained('orders_retailer')).toMatch(/^series-node\.csv\n {2}orders_mw .*the node receives/);
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

describe('every CSV file', () => {
  const short = ['--set', 'horizonMonths=3'];
  const verbs: readonly (readonly string[])[] = [
    ['batch', ...short, '--runs', '3', '--series', '--out', 'b'],
    ['batch', 'chen-four-stage', ...short, '--runs', '2', '--out', 'supply'],
    ['batch', 'brock-hommes', ...short, '--runs', '2', '--out', 'beliefs'],
    ['sweep', ...short, '--runs', '1', '--vary', 'capex.growthHaircut=0.2,0.4', '--out', 's'],
    ['compare', 'baseline', '--with', 'power.pue=1.1', ...short, '--runs', '2', '--out', 'c'],
    ['run', ...short, '--accounts', '--series', 'one.csv'],
    ['tournament', '--game', 'pd', '--turns', '3', '--repetitions', '2', '--out', 't'],
  ];
  const place = mkdtempSync(join(tmpdir(), 'overbuild-columns-'));
  const texts = new Map<string, readonly string[]>();

  it('that these verbs write has a header that columns explains, table by table', async () => {
    for (const verb of verbs) expect((await cli(verb, { cwd: place })).code, verb.join(' ')).toBe(0);
    for (const path of readdirSync(place, { recursive: true, encoding: 'utf8' })) {
      if (path.endsWith('.csv'))
        texts.set(path, csvFields(readFileSync(join(place, path), 'utf8').split('\n')[0], 'en'));
    }
    rmSync(place, { recursive: true, force: true });
    const all = JSON.parse((await cli(['columns', '--json'])).stdout) as { file: string; name: string }[];
    expect([...texts.keys()].map((path) => basename(path)).sort()).toEqual(
      expect.arrayContaining(['draws.csv', 'one-accounts.csv', 'one-balances.csv', 'series-firm.csv', 'ranking.csv']),
    );
    const unknown = [...texts].flatMap(([path, names]) => {
      const own = all.filter(({ file }) => matches(file.split(' ')[0], path));
      expect(own.length, path).toBeGreaterThan(0);
      return names.filter((name) => !own.some((column) => matches(column.name, name))).map((name) => `${path} ${name}`);
    });
    expect(unknown).toEqual([]);
  });

  /** Whether a name, or a name with placeholders such as `{node}` or `*`, is of this file or column. */
  function matches(pattern: string, name: string): boolean {
    const plain = pattern.replace(/[.*+?^$()|[\]\\]/g, (mark) => (mark === '*' ? '.*' : `\\${mark}`));
    // Series of one run are named after its file.
    const file = basename(name)
      .replace(/^one\.csv$/, 'series-scalar.csv')
      .replace(/^one-(?!accounts|balances)/, 'series-');
    // A path of the scenario has a dot, so that it is not taken for any name.
    const known = plain.replace('{path}', '.*\\..*').replace(/\{\w+\}/g, '.+');
    return new RegExp(`^${known}$`).test(file);
  }
});
