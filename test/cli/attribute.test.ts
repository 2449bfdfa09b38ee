/** `overbuild attribute`: shares of an outcome from the command line, their tables, and what it refuses. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { numberColumn, parseTable, textColumn } from '../../src/charts/table.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { afterTurns } from '../support/turns.ts';

interface Told {
  readonly replications: number;
  readonly outcomes: {
    readonly replications: number;
    readonly dropped: number;
    readonly isEnough: boolean;
    readonly means: number[];
    readonly total: { readonly mean: number };
    readonly effects: { readonly toggle: string; readonly share: { readonly mean: number } }[];
  }[];
}

const SHORT = ['attribute', 'baseline', '--set', 'horizonMonths=24'];
const CAPEX = 'cumulative_ai_capex_usd_bn';
const CHOSEN = ['--toggle', 'debt', '--toggle', 'ambition', '--outcome', CAPEX];

it('shares an outcome out among mechanisms', async () => {
  const { code, stdout } = await cli([...SHORT, ...CHOSEN, '--runs', '6', '--json']);
  expect(code).toBe(0);
  const [{ means, total, effects, replications, isEnough }] = (JSON.parse(stdout) as Told).outcomes;
  expect([replications, isEnough]).toEqual([6, false]);
  expect(effects.reduce((sum, { share }) => sum + share.mean, 0)).toBeCloseTo(means[3] - means[0], 6);
  expect(total.mean).toBeCloseTo(means[3] - means[0], 6);
});

it('writes decimal commas, which verify reads', async () => {
  const [comma, point, back] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const argv = [...SHORT, ...CHOSEN, '--runs', '3'];
  const plain = await cli([...argv, '--out', point]);
  const told = await cli([...argv, '--csv-locale', 'eu', '--out', comma]);
  expect(told.stdout.split('\n').slice(0, 6)).toEqual(plain.stdout.split('\n').slice(0, 6));
  expect(readFileSync(join(comma, 'attribute.csv'), 'utf8')).toMatch(/^outcome;toggle;.*\n.*;debt;-?\d+,\d+;/);
  expect((await cli(['verify', comma])).code).toBe(0);
  await cli(['export', comma, '--csv-locale', 'en', '--out', back, '--force']);
  for (const file of ['runs.csv', 'attribute.csv', 'interactions.csv', 'combinations.csv']) {
    expect(readFileSync(join(back, file), 'utf8'), file).toBe(readFileSync(join(point, file), 'utf8'));
  }
});

it('means the scenario itself by all on, and the changed one by all off', async () => {
  const argv = [
    ...SHORT,
    ...CHOSEN,
    '--toggle',
    'grid=overlays/grid-ahead.yaml',
    '--toggle',
    'growth=finance.taxRate=0',
  ];
  const [{ means }] = (JSON.parse((await cli([...argv, '--runs', '3', '--json'])).stdout) as Told).outcomes;
  const short = ['--set', 'horizonMonths=24'];
  const pair = ['compare', 'baseline+grid-ahead', 'baseline', ...short, '--runs', '3', '--json'];
  interface Compared {
    readonly comparisons: { readonly metrics: { metric: string; base: number; other: number }[] }[];
  }
  const compared = async (...sets: string[]): Promise<{ base: number; other: number } | undefined> => {
    const { stdout } = await cli([...pair, ...sets.flatMap((set) => ['--set', set])]);
    return (JSON.parse(stdout) as Compared).comparisons[0].metrics.find(({ metric }) => metric === CAPEX);
  };
  const off = await compared('capex.leverageUse=0', 'capex.ambitionVolatilityPerYear=0');
  const on = await compared('finance.taxRate=0');
  expect(means[0]).toBeCloseTo(off?.other ?? Number.NaN, 9);
  expect(means[15]).toBeCloseTo(on?.base ?? Number.NaN, 9);
});

it('prints a table and a paragraph, and writes the tables that its data package describes', async () => {
  const out = temporaryFolder();
  const { code, stdout } = await cli([...SHORT, ...CHOSEN, '--runs', '30', '--svg', '--out', out]);
  expect(code).toBe(0);
  expect(stdout).toContain('combinations.csv, datapackage.json, attribute.svg');
  expect(readFileSync(join(out, 'attribute.svg'), 'utf8')).toContain('4 combinations, 30 replications each, seed');
  expect(stdout).toContain('4 combinations on and off, 30 replications of each with common random numbers.');
  expect(stdout).toContain('Conditional on the assumptions');
  expect(stdout).toMatch(/Together they .* cumulative AI capex .*Debt raises it by [\d.,]+ USD bn\./);
  const descriptor = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as {
    resources: { path: string; schema: { fields: { name: string }[] } }[];
  };
  for (const { path, schema } of descriptor.resources) {
    const table = parseTable(readFileSync(join(out, path), 'utf8'));
    expect(table.header).toEqual(schema.fields.map(({ name }) => name));
  }
  const shares = parseTable(readFileSync(join(out, 'attribute.csv'), 'utf8'));
  const combinations = parseTable(readFileSync(join(out, 'combinations.csv'), 'utf8'));
  expect(textColumn(combinations, 'on')).toEqual(['', 'debt', 'ambition', 'debt+ambition']);
  const means = numberColumn(combinations, 'mean');
  const [first, second] = numberColumn(shares, 'share');
  expect(first + second).toBeCloseTo(means[3] - means[0], 6);
  expect(numberColumn(shares, 'of_total').reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(manifest.identity.configurations).toBe(4);
});

it('drops replications in which some combination never meets a wall, and says so', async () => {
  const argv = [...SHORT, ...CHOSEN, '--outcome', 'sales_lost_accelerator', '--runs', '3'];
  const { stdout } = await cli(argv);
  expect(stdout).toContain('Sales lost, accelerator: too few replications have it in every combination.');
  expect(stdout).toContain('3 of 3 replications are dropped');
});

it('tells runs that fail with their reasons, and they reach the exit code', async () => {
  const cwd = temporaryFolder();
  const decide = "decide(v, p, m, random) { if (random.uniform() < 0.1) throw new Error('no idea'); return 1; }";
  writeFileSync(join(cwd, 'mine.js'), `export default { id: 'mine', stochastic: true, ${decide} };`);
  const mine = ['--toggle', 'mine=firms[META].strategy.id=./mine.js'];
  const argv = [...SHORT, '--toggle', 'debt', ...mine, '--outcome', CAPEX, '--runs', '4', '--out', 'out'];
  const { code, stdout } = await cli(argv, { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/\d+ runs could not be simulated; their replications are left out:\n {2}run \d+ of mine on: /);
  expect(stdout).toContain('The remaining runs may be a biased selection');
  const rows = parseTable(readFileSync(join(cwd, 'out', 'runs.csv'), 'utf8'));
  const failed = textColumn(rows, 'status').flatMap((status, row) => (status === 'failed' ? [row] : []));
  const named = failed.map((row) => textColumn(rows, 'scenario')[row]);
  expect(new Set(named)).toEqual(new Set(['mine on', 'debt+mine on']));
  expect(textColumn(rows, 'reason')[failed[0]]).toContain('no idea');
});

it('tells what it has when interrupted, and goes on to the same bytes', async () => {
  const [whole, out] = [temporaryFolder(), temporaryFolder()];
  const argv = [...SHORT, ...CHOSEN, '--runs', '12', '--jobs', '1'];
  await cli([...argv, '--out', whole]);
  const { code, stdout } = await cli([...argv, '--out', out], { onListen: (interrupt) => afterTurns(4, interrupt) });
  expect(code).toBe(130);
  expect(stdout).toContain('; interrupted');
  expect((await cli([...argv, '--out', out, '--resume'])).code).toBe(0);
  expect(filesOf(out)).toEqual(filesOf(whole));
});

it('lists what can be switched in this scenario', async () => {
  const baseline = await cli(['attribute', 'baseline', '--list']);
  for (const name of ['gaming', 'debt', 'ambition', 'reflexivity', 'grid-ahead']) {
    expect(baseline.stdout).toContain(`  ${name} `);
  }
  const plain = await cli(['attribute', 'beer-game', '--list']);
  expect(plain.code).toBe(0);
  expect(plain.stdout).not.toContain('ambition');
  expect(plain.stdout).not.toContain('grid-ahead');
  const market = await cli(['attribute', 'market-calm', '--list']);
  expect(market.stdout).toMatch(/switched off: none\nOverlays that can be added: none\n/);
  const loud = await cli(['attribute', 'market-calm', '--list', '--json', '--set', 'market.mechanisms.gamma=true']);
  expect((JSON.parse(loud.stdout) as { mechanisms: { name: string }[] }).mechanisms).toMatchObject([{ name: 'gamma' }]);
});

describe('bad input', () => {
  const outcome = ['--outcome', 'months_to_wall'];
  const eleven = Array.from({ length: 11 }, (_, i) => ['--toggle', `t${i}=finance.taxRate=0.${i + 10}`]).flat();
  it.each([
    [['baseline', ...outcome], 'choose at least one --toggle; overbuild attribute baseline --list shows them'],
    [['baseline', '--toggle', 'debt'], 'choose an --outcome, such as sales_lost_accelerator'],
    [['baseline', '--toggle', 'gamming', ...outcome], '(did you mean gaming?); it has gaming, cancellation'],
    [['baseline', '--toggle', 'debt', '--toggle', 'debt', ...outcome], 'debt is given twice'],
    [['baseline', '--toggle', 'debt', '--outcome', 'months_to_wal'], '(did you mean months_to_wall?)'],
    [['baseline', '--toggle', 'x=disciplined', ...outcome], 'disciplined is a whole scenario'],
    [['baseline', '--toggle', 'x=no-such', ...outcome], 'there is no scenario file no-such'],
    [['baseline', '--toggle', 'x=capex.prize=1', ...outcome], 'there is no capex.prize'],
    [['baseline', '--toggle', 'same=finance.taxRate=*1', ...outcome], 'same changes nothing in baseline'],
    [['baseline', '--toggle', '=x', ...outcome], 'expected name, name=overlay or name=path=value'],
    [['baseline', '--toggle', 'debt', '--runs', '1', ...outcome], '--runs: expected a whole number >= 2'],
    [['baseline', ...eleven, ...outcome], '11 toggles make 2048 combinations; at most 10'],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(['attribute', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
