/** Runs and batches for programs: every way to name a scenario gives the same run, which is that of the command line. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFrom, parseScenario, run as runInBrowser } from '../../src/index.ts';
import { adoptStrategy, batch, loadScenario, run, scenarioHash, UserError } from '../../src/node/index.ts';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const overrides = {
  horizonMonths: 30,
  'power.regions[*].additionsMwPerMonth': '*1.5',
  'market.mechanisms.gamma': false,
};
const SETS = ['horizonMonths=30', 'power.regions[*].additionsMwPerMonth=*1.5', 'market.mechanisms.gamma=false'];
const FLAGS = [...SETS.flatMap((set) => ['--set', set]), '--seed', 'demo'];
const which = { seed: 'demo', replication: 2 };
const textOf = (name: string): string => readFileSync(`scenarios/${name}.yaml`, 'utf8');
const problemsOf = async (action: Promise<unknown>): Promise<readonly string[]> => {
  const error = await action.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw error;
  return error.problems;
};

describe('a run', async () => {
  const { stdout } = await cli(['run', 'power-tight+grid-ahead', ...FLAGS, '--replication', '2', '--json']);
  const typed = JSON.parse(stdout);
  const overlays = ['grid-ahead'];
  const load = loadFrom({
    'baseline.yaml': textOf('baseline'),
    'overlays/grid-ahead.yaml': textOf('overlays/grid-ahead'),
  });
  const parsed = parseScenario(textOf('power-tight'), { file: 'power-tight.yaml', load, overlays });

  it.each([
    ['a name', () => run('power-tight', { ...which, overlays, overrides })],
    ['a name with overlays', () => run('power-tight+grid-ahead', { ...which, overrides: SETS })],
    ['a file', () => run('scenarios/power-tight.yaml', { ...which, overlays, overrides })],
    ['text', () => run(textOf('power-tight'), { ...which, overlays, overrides })],
    ['what is parsed', () => run(parsed, { ...which, overrides })],
    [
      'what is parsed, half changed',
      () => {
        const { horizonMonths, ...rest } = overrides;
        return run(loadScenario('power-tight+grid-ahead', { overrides: { horizonMonths } }), {
          ...which,
          overrides: rest,
        });
      },
    ],
    ['text in a browser', () => runInBrowser(textOf('power-tight'), { ...which, load, overlays, overrides })],
    ['what is parsed in a browser', () => runInBrowser(parsed, { ...which, overrides })],
  ])('of %s is that of the command line', async (_what, start) => {
    const { scenario, outcome, metrics, months, events } = await start();
    expect(scenarioHash(scenario.scenario)).toBe(typed.scenarioHash);
    expect(JSON.parse(JSON.stringify({ outcome, metrics, months, events }))).toMatchObject({
      outcome: typed.outcome,
      metrics: typed.metrics,
      months: typed.months,
      events: typed.events,
    });
  });

  it('gives series by name, with units and entities', async () => {
    const { series, trace, months } = await run('baseline', { overrides });
    const capex = series('ai_capex_usd_bn');
    expect(capex).toMatchObject({ unit: 'USD bn/month', shape: 'scalar', entities: [] });
    expect(capex.values).toEqual(trace.column('ai_capex_usd_bn', 'scalar'));
    const intensity = series('firm/intensity');
    expect(series('intensity').values).toEqual(intensity.values);
    expect(intensity.values).toHaveLength(months * intensity.entities.length);
    const at = intensity.entities.indexOf('META');
    expect(intensity.of('META')[5]).toBe(intensity.values[5 * intensity.entities.length + at]);
    expect(() => intensity.of('MET')).toThrow('firm/intensity has no MET (did you mean META?)');
    expect(() => series('ai_capex_usd')).toThrow('there is no series ai_capex_usd (did you mean ai_capex_usd_bn?)');
    expect(() => series('cash_usd_bn')).toThrow(/^several series .*: firm\/cash_usd_bn, node\/cash_usd_bn$/);
  });

  it.each([
    ['a path', ['--set', 'capex.growthHairct=0.3'], { overrides: { 'capex.growthHairct': 0.3 } }],
    [
      'values',
      ['--set', 'power.pue=-1', '--set', 'horizonMonths=0.5'],
      { overrides: { 'power.pue': -1, horizonMonths: 0.5 } },
    ],
    ['a strategy', ['--strategy', 'META=griim'], { overrides: { 'firms[META].strategy.id': 'griim' } }],
  ])('refuses %s in the words of the command line', async (_what, flags, options) => {
    const { stderr } = await cli(['run', 'baseline', ...flags]);
    const problems = await problemsOf(run('baseline', options));
    for (const problem of problems) expect(stderr).toContain(problem.replaceAll('--set firms', 'firms'));
    expect(problems.join()).not.toBe('');
  });

  it('refuses what cannot be', async () => {
    expect(await problemsOf(run('baseline', { replication: -1 }))).toEqual([
      'replication: expected a whole number >= 0, got -1',
    ]);
    expect((await problemsOf(run('extends: baselin.yaml')))[0]).toMatch(
      /^scenario\.yaml:1:1: .* .did you mean baseline/,
    );
    expect((await problemsOf(run(parsed, { overlays })))[0]).toMatch(/^overlays: power-tight\+grid-ahead is parsed;/);
    expect(await problemsOf(batch('baseline', { runs: 0 }))).toEqual(['runs: expected a whole number >= 1, got 0']);
  });

  it('lets a strategy in memory and one in a file play', async () => {
    const decide = (): number => 1;
    const strategies = [adoptStrategy({ id: 'eager', decide })];
    const change = (id: string) => ({ overrides: { horizonMonths: 24, 'firms[*].strategy.id': id } });
    const eager = await run('baseline', { ...change('eager'), strategies });
    expect(eager.metrics).toEqual((await run('baseline', change('always-race'))).metrics);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'eager.js'), "export default { id: 'eager', decide: () => 1 };\n");
    expect((await run('baseline', { ...change('./eager.js'), cwd })).metrics).toEqual(eager.metrics);
  });
});

describe('a batch', () => {
  it('has the rows of its runs, and stores nothing unless asked', async () => {
    const { rows, summary, folder } = await batch('baseline', { runs: 3, seed: 'demo', overrides });
    expect(folder).toBeUndefined();
    expect(rows.map(({ run: k, status }) => [k, status])).toEqual([0, 1, 2].map((k) => [k, 'ok']));
    expect(rows[2]).toMatchObject((await run('baseline', { ...which, overrides })).metrics);
    const peak = summary.find(({ metric }) => metric === 'peak_capex_usd_bn_per_year');
    const peaks = rows.map((row) => Number(row.peak_capex_usd_bn_per_year));
    expect(peak?.mean).toBeCloseTo(peaks.reduce((sum, value) => sum + value) / 3, 9);
  });

  it('leaves the folder of the command line', async () => {
    const cwd = temporaryFolder();
    const { code } = await cli(['batch', 'baseline', ...FLAGS, '--runs', '3', '--out', 'typed'], { cwd });
    const { folder } = await batch('baseline', { runs: 3, seed: 'demo', overrides, out: 'called', cwd });
    expect([code, folder]).toEqual([0, resolve(cwd, 'called')]);
    for (const file of ['runs.csv', 'summary.csv', 'quantiles.csv', 'events.csv', 'draws.csv', 'datapackage.json'])
      expect(readFileSync(join(cwd, 'called', file), 'utf8')).toBe(readFileSync(join(cwd, 'typed', file), 'utf8'));
    const { command } = JSON.parse(readFileSync(join(cwd, 'called', 'manifest.json'), 'utf8'));
    expect(command).toEqual([
      'batch',
      'baseline',
      '--runs',
      '3',
      '--seed',
      'demo',
      ...SETS.flatMap((set) => ['--set', set]),
    ]);
  });
});

describe('what TypeScript would refuse', () => {
  const loose = { run, runInBrowser, batch } as unknown as Readonly<
    Record<string, (...given: unknown[]) => Promise<unknown>>
  >;
  it.each([
    ['run', [], 'expected a scenario: its name, a file, YAML text, or one that is loaded; got undefined'],
    ['runInBrowser', [3], 'expected a scenario: its name, a file, YAML text, or one that is loaded; got 3'],
    ['run', ['baseline', null], 'expected options, got null'],
    ['run', ['baseline', { sede: 'x' }], 'there is no option sede (did you mean seed?)'],
    ['run', ['baseline', { seed: 5 }], 'seed: expected text, got 5'],
    ['runInBrowser', ['', { replication: 1.5 }], 'replication: expected a whole number >= 0, got 1.5'],
    ['run', ['baseline', { overlays: 'grid-ahead' }], 'overlays: expected a list, got "grid-ahead"'],
    ['run', ['baseline', { overrides: 'a=1' }], 'overrides: expected changes by path, or a list of texts path=value'],
    ['run', ['baseline', { strategies: [null] }], 'strategies: expected what adoptStrategy returns'],
    ['batch', ['baseline', { runs: '5' }], 'runs: expected a whole number >= 1, got the text "5": remove the quotes'],
    ['batch', ['baseline', { jobs: 0 }], 'jobs: expected a whole number >= 1, got 0'],
    ['batch', ['baseline', { mode: 'frce' }], 'mode: expected one of new, resume or force, got "frce"'],
    ['batch', ['baseline', { signal: true }], 'signal: expected an AbortSignal'],
  ] as const)('%s%j says %s', async (name, given, problem) => {
    expect(await problemsOf(loose[name](...given))).toEqual([problem]);
  });
});
