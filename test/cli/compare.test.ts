/** `overbuild compare`: paired differences from the command line, their tables and pictures, interrupted and resumed. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { numberColumn } from '../../src/charts/table.ts';
import { readComparison } from '../../src/node/pictures/read-comparison.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { afterTurns } from '../support/turns.ts';

interface Told {
  readonly pairs: number;
  readonly stopped: string;
  readonly seed: string;
  readonly comparisons: {
    readonly name: string;
    readonly metrics: {
      readonly metric: string;
      readonly difference: { mean: number; low: number; high: number };
      readonly significant: boolean;
    }[];
  }[];
}

const SHORT = ['--set', 'horizonMonths=24'];
const RESTRAINT = ['compare', 'baseline', 'disciplined', ...SHORT];

it('adds pairs until discipline can be told from the race, and then stops, with any number of jobs', async () => {
  const argv = ['compare', 'all-race', 'disciplined', '--set', 'horizonMonths=6', '--runs', '50'];
  const until = [...argv, '--until', 'economic_profit_usd_bn', '--json'];
  const alone = await cli([...until, '--jobs', '1']);
  const { pairs, stopped, comparisons } = JSON.parse(alone.stdout) as Told;
  expect(stopped).toBe('significant');
  expect(pairs).toBeLessThan(50);
  const profit = comparisons[0].metrics.find(({ metric }) => metric === 'economic_profit_usd_bn');
  expect(profit?.difference.low).toBeGreaterThan(0);
  expect(profit?.significant).toBe(true);
  const many = await cli([...until, '--jobs', '2']);
  expect(many.stdout).toBe(alone.stdout);
});

it('writes tables that its data package describes, and pictures', async () => {
  const out = temporaryFolder();
  const { code, stdout } = await cli([...RESTRAINT, '--runs', '4', '--seed', 'tables', '--svg', '--png', '--out', out]);
  expect(code).toBe(0);
  expect(stdout).toContain('Base: baseline (changed: horizon 24 months); 4 pairs of runs with common random numbers.');
  expect(stdout).toContain('not a forecast');
  const descriptor = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as {
    resources: { path: string; schema: { fields: { name: string }[] } }[];
  };
  expect(descriptor.resources.map(({ path }) => path)).toEqual(['runs.csv', 'compare.csv', 'impulse.csv']);
  for (const { path, schema } of descriptor.resources) {
    const [head, first] = readFileSync(join(out, path), 'utf8').split('\n');
    expect(head).toBe(schema.fields.map(({ name }) => name).join(','));
    expect(first).toMatch(
      path === 'runs.csv'
        ? /^0,0,baseline \(changed: horizonMonths=24\),/
        : /^baseline \(changed: horizonMonths=24\),disciplined \(changed: horizonMonths=24\),/,
    );
  }
  for (const name of ['compare-effects', 'compare-impulse']) {
    expect(readFileSync(join(out, `${name}.svg`), 'utf8')).toContain('4 pairs, seed');
    expect(
      readFileSync(join(out, `${name}.png`))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  }
  const { identity, scenarios } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    identity: { seed: string };
    scenarios: { name: string; hash: string }[];
  };
  expect(identity.seed).toBe('tables');
  expect(scenarios.map(({ name }) => name)).toEqual([
    'baseline (changed: horizonMonths=24)',
    'disciplined (changed: horizonMonths=24)',
  ]);
});

it('compares the base with every lever in one command', async () => {
  const { code, stdout } = await cli([
    'compare',
    'baseline',
    '--levers',
    '--set',
    'horizonMonths=6',
    '--runs',
    '2',
    '--json',
  ]);
  expect(code).toBe(0);
  const { comparisons } = JSON.parse(stdout) as Told;
  expect(comparisons.flatMap(({ metrics }) => metrics.filter(({ significant }) => significant))).toEqual([]);
  const names = comparisons.map(({ name }) => name);
  for (const lever of ['diversified-buyers', 'more-hbm-makers', 'grid-ahead', 'outcome-pricing', 'internal-cash']) {
    expect(names).toContain(`baseline+${lever} (changed: horizonMonths=6)`);
  }
});

it('compares a scenario with changed copies of itself, which say so', async () => {
  const out = temporaryFolder();
  const change = 'power.regions[*].additionsMwPerMonth=*1.5';
  const argv = [
    'compare',
    'baseline',
    ...SHORT,
    '--with',
    change,
    '--with',
    'grid-ahead; power.pue=1.3',
    '--metric',
    'months_to_wall',
  ];
  const { code, stdout } = await cli([...argv, '--runs', '3', '--out', out]);
  expect(code).toBe(0);
  expect(stdout).toContain(`Grid additions in all regions × 1.5 compared with baseline:\n  (${change})`);
  expect(stdout).toContain('Grid-ahead; PUE 1.3 compared with baseline:\n  (grid-ahead; power.pue=1.3)');
  expect(stdout).toMatch(/^ {2}any wall +\d/m);
  expect(stdout).toContain('Month 0 differs too: sites in queues');
  const table = readFileSync(join(out, 'compare.csv'), 'utf8');
  expect(table).toMatch(
    /^baseline \(changed: horizonMonths=24\),baseline \(changed: horizonMonths=24; power\.regions\[\*\]\.additionsMwPerMonth=\*1\.5\),wall=power,number,/m,
  );
  expect((await cli(['verify', out])).code).toBe(0);
  const wrong = await cli(['compare', 'baseline', '--with', 'power.pu=1', '--runs', '2']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean power.pue?')]);
  const unstored = await cli([
    'compare',
    'baseline',
    '--set',
    'horizonMonths=3',
    '--with',
    'power.pue=1.3',
    '--runs',
    '2',
  ]);
  expect(unstored.stdout).toMatch(
    /\nNext: the same with --out results\/compare-baseline-changed, then .* chart results\/compare-baseline-changed\n/,
  );
  expect(unstored.stdout).not.toContain('Month 0');
  const alone = await cli(['compare', 'baseline']);
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--with changes')]);
});

it('writes decimal commas, which verify, pictures and reports read', async () => {
  const [out, again, back] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const argv = ['compare', 'baseline', '--set', 'horizonMonths=24', '--with', 'power.pue=1.3', '--runs', '3'];
  const point = await cli([...argv, '--out', again]);
  const comma = await cli([...argv, '--out', out, '--csv-locale', 'eu']);
  expect(comma.code).toBe(0);
  expect(comma.stdout.split('\n').slice(0, 8)).toEqual(point.stdout.split('\n').slice(0, 8));
  expect(readFileSync(join(out, 'compare.csv'), 'utf8')).toMatch(/^base;other;metric;.*\n.*;-?\d+,\d+;/);
  expect((await cli(['export', out, '--csv-locale', 'en', '--out', back, '--force'])).code).toBe(0);
  for (const file of ['runs.csv', 'compare.csv', 'impulse.csv']) {
    expect(readFileSync(join(back, file), 'utf8'), file).toBe(readFileSync(join(again, file), 'utf8'));
  }
  expect((await cli(['verify', out])).code).toBe(0);
  expect((await cli([...argv, '--out', out, '--csv-locale', 'eu', '--resume', '--svg'])).code).toBe(0);
  const { identity } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  const told = async (folder: string): Promise<unknown> => {
    const { sensitivity, warnings } = await readComparison(folder, identity);
    const { compared, ...shown } = sensitivity;
    return { ...shown, warnings, read: compared?.header.map((name) => numberColumn(compared, name)) };
  };
  expect(await told(out)).toEqual(await told(again));
  const other = await cli([...argv, '--out', out, '--resume']);
  expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/csv/i)]);
});

describe('interrupted', () => {
  it('tells what it has, keeps it, and goes on to the same bytes', async () => {
    const [whole, out] = [temporaryFolder(), temporaryFolder()];
    const argv = [...RESTRAINT, '--runs', '12', '--jobs', '1'];
    await cli([...argv, '--out', whole]);
    const { code, stdout } = await cli([...argv, '--out', out], { onListen: (interrupt) => afterTurns(4, interrupt) });
    expect(code).toBe(130);
    expect(stdout).toContain('; interrupted');
    expect(stdout).toContain('Resume with: overbuild compare');
    expect(existsSync(join(out, 'manifest.json'))).toBe(false);
    const refused = await cli([...argv, '--out', out]);
    expect(refused.stderr).toContain('--resume continues it');
    const other = await cli([...argv, '--out', out, '--resume', '--seed', '2']);
    expect(other.stderr).toContain('has another comparison (seed 1, requested 2)');
    expect((await cli([...argv, '--out', out, '--resume'])).code).toBe(0);
    expect(filesOf(out)).toEqual(filesOf(whole));
  });
});

describe('runs that fail', () => {
  const failing = (): string => {
    const cwd = temporaryFolder();
    const decide = "decide(v, p, m, random) { if (random.uniform() < 0.1) throw new Error('no idea'); return 1; }";
    writeFileSync(join(cwd, 'mine.js'), `export default { id: 'mine', stochastic: true, ${decide} };`);
    writeFileSync(join(cwd, 'mine.yaml'), 'extends: baseline\nfirms:\n  - { id: META, strategy: { id: ./mine.js } }\n');
    return cwd;
  };

  it('are told with their reasons, warned about and reach the exit code, in words, tables and JSON', async () => {
    const cwd = failing();
    const argv = ['compare', 'baseline', 'mine.yaml', ...SHORT, '--runs', '5'];
    const { code, stdout } = await cli([...argv, '--out', 'out'], { cwd });
    expect(code).toBe(1);
    const [, count] = /\n(\d+) runs could not be simulated; their pairs are left out:\n/.exec(stdout) ?? [];
    expect(stdout).toMatch(
      /\n {2}run \d+ of mine \(changed: horizon 24 months\): mine\.js#\w+ of META threw in month \d+: no idea\n/,
    );
    expect(stdout).toContain('The remaining runs may be a biased selection');
    const manifest = JSON.parse(readFileSync(join(cwd, 'out', 'manifest.json'), 'utf8'));
    const failed: number = manifest.statuses.failed;
    expect([failed, manifest.failures.length]).toEqual([Number(count), Number(count)]);
    expect(failed).toBeLessThan(5);
    const json = await cli([...argv, '--out', 'out', '--json'], { cwd });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ failed, failures: { length: failed } });
  });
});

describe('bad input', () => {
  it.each([
    [['baseline'], 'give something to compare the base with'],
    [['baseline', 'baseline'], 'baseline is given twice'],
    [
      ['baseline', 'baseline+no-gaming', 'scenarios/baseline.yaml'],
      'scenarios/baseline.yaml equals baseline in every number',
    ],
    [['baseline', 'beer-game'], 'is of kind economy and beer-game of kind supply'],
    [['baseline', 'discplined'], 'did you mean disciplined'],
    [['baseline', 'disciplined', '--runs', '0'], '--runs: expected a whole number >= 2, got 0'],
    [['baseline', 'disciplined', '--jobs', '0'], '--jobs: expected a whole number >= 1, got 0'],
    [['baseline', 'disciplined', '--resume'], '--resume needs the --out'],
    [['baseline', 'disciplined', '--metric', 'wall'], 'there is no numeric metric wall'],
    [['baseline', 'disciplined', '--until', 'air_poket_hbm'], '(did you mean air_pocket_hbm?)'],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(['compare', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('leaves a folder alone that holds something else', async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'charts'));
    writeFileSync(join(out, 'manifest.json'), '{"identity":{"format":"overbuild-batch/1"}}');
    const { code, stderr } = await cli([...RESTRAINT, '--runs', '2', '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('truncated or damaged');
    expect(existsSync(join(out, 'compare.csv'))).toBe(false);
  });
});
