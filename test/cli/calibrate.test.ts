/** `overbuild calibrate`: recovers numbers that made a record, leaves those without effect, resumes, verifies, and tells mistakes. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { cli } from '../support/cli.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-calibrate-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Adoption, revenue of labs, and a rate of remedies that half a year of capex and demand hardly feels. */
const SPREADS = {
  'demand.initialAdoption': { logSd: 0.3 },
  'demand.labs.growthPerYear': { sd: 0.4 },
  'regulation.antitrust.ratePerYear': { logSd: 0.5 },
};
const TRUTH = { adoption: 0.12, growth: 1.3 };
const HEAD = 'quantity,at,observed,observation_error,discrepancy,use';
const SMALL = '--draws 100 --replications 2 --waves 2 --reference 300 --tests 60 --predictive 40 --jobs 1'.split(' ');
const argv = ['calibrate', 'three.yaml', '--targets', 'record.csv', ...SMALL, '--out', 'found'];

/** A scenario in which three numbers are uncertain, and a record made by a run with other values of two. */
beforeAll(() => {
  const scenario = loadScenario('baseline').scenario as Economy;
  const certain = { ...structuredClone(scenario), spreads: undefined, horizonMonths: 9 };
  writeFileSync(join(place, 'three.yaml'), JSON.stringify({ ...scenario, spreads: SPREADS }));
  certain.demand.initialAdoption = TRUTH.adoption;
  certain.demand.labs.growthPerYear = TRUTH.growth;
  const trace = createSimulator(certain, 'all').run(expandSeed('record'), 0);
  const row = (quantity: string, column: string, [at, month]: readonly [string, number], use: string): string => {
    const value = trace.column(column, 'scalar')[month];
    return [quantity, at, value, 0.04 * value, 0.03 * value, use].join(',');
  };
  const [first, second, third] = [
    ['2025Q4', 2],
    ['2026Q1', 5],
    ['2026Q2', 8],
  ] as const;
  const rows = [
    row('adoption', 'adoption', first, 'calibrate'),
    row('adoption', 'adoption', second, 'calibrate'),
    row('revenue of labs', 'lab_revenue_usd_bn_per_year', second, 'calibrate'),
    row('revenue of labs', 'lab_revenue_usd_bn_per_year', third, 'check'),
  ];
  writeFileSync(join(place, 'record.csv'), `${[HEAD, ...rows].join('\n')}\n`);
});

describe('a record made by known numbers', () => {
  let printed = '';
  beforeAll(async () => {
    const { code, stdout, stderr } = await cli(argv, { cwd: place });
    expect([code, stderr]).toEqual([0, '']);
    printed = stdout;
  });

  it('says which numbers it tells, finds them, and leaves the one without effect', async () => {
    const { stdout } = await cli([...argv, '--json'], { cwd: place });
    const { numbers } = JSON.parse(stdout) as { numbers: { name: string; posterior: number[]; performance: number }[] };
    const [adoption, growth, rate] = Object.keys(SPREADS).map((name) => numbers.find((one) => one.name === name));
    expect(adoption?.performance).toBeGreaterThan(0.7);
    expect(growth?.performance).toBeGreaterThan(0.2);
    expect(Math.abs(rate?.performance ?? 1)).toBeLessThan(0.1);
    for (const [found, truth] of [
      [adoption, TRUTH.adoption],
      [growth, TRUTH.growth],
    ] as const) {
      expect(found?.posterior[0]).toBeLessThan(truth);
      expect(found?.posterior[2]).toBeGreaterThan(truth);
    }
    expect(printed).toMatch(/These targets identify 2 of 3 numbers/);
    expect(printed).toMatch(/adoption 2025Q4 and adoption 2026Q1 say the same/);
    expect(printed).toMatch(/^revenue of labs +left out +1 /m);
  });

  it('writes an overlay with calibrated numbers that runs, and draws of the posterior', () => {
    const { scenario, evidence } = loadScenario('three.yaml+found/calibrated.yaml', { cwd: place });
    const economy = scenario as Economy;
    expect(Math.abs(economy.demand.initialAdoption - TRUTH.adoption)).toBeLessThan(0.01);
    expect(evidence.get('demand.initialAdoption')).toMatchObject({ evidence: 'calibrated', source: 'record.csv' });
    const spreads = economy.spreads as Record<string, { logSd: number }>;
    expect(spreads['demand.initialAdoption'].logSd).toBeLessThan(0.1);
    expect(spreads['regulation.antitrust.ratePerYear'].logSd).toBe(0.5);
    const [header, ...rows] = readFileSync(join(place, 'found/posterior.csv'), 'utf8').trim().split('\n');
    expect(header).toBe(
      'draw,weight,demand.initialAdoption,demand.labs.growthPerYear,regulation.antitrust.ratePerYear',
    );
    expect(rows.reduce((sum, line) => sum + Number(line.split(',')[1]), 0)).toBeCloseTo(1, 10);
    expect(existsSync(join(place, 'found/calibration.png'))).toBe(true);
  });

  it('is verified stage by stage, and resumed with the same result', async () => {
    for (const stage of ['wave-2', 'reference', 'predictive']) {
      const { stdout } = await cli(['verify', `found/${stage}`], { cwd: place });
      expect(stdout, stage).toContain('Everything that was checked is equal.');
    }
    const before = readFileSync(join(place, 'found/posterior.csv'), 'utf8');
    rmSync(join(place, 'found/reference'), { recursive: true });
    rmSync(join(place, 'found/posterior.csv'));
    const { code, stdout } = await cli([...argv, '--resume'], { cwd: place });
    expect(code).toBe(0);
    expect(stdout).toBe(printed);
    expect(readFileSync(join(place, 'found/posterior.csv'), 'utf8')).toBe(before);
  });
});

it('has calibrated the present scenarios in docs', () => {
  const page = readFileSync('docs/validation.md', 'utf8');
  for (const [name, overrides] of [
    ['backtest-2024-07', []],
    ['baseline', ['horizonMonths=24']],
  ] as const) {
    const hash = scenarioHash(loadScenario(name, { overrides }).scenario);
    expect(page, 'out of date: run the command that the section names').toMatch(
      new RegExp(`^${name}: \\d+ targets of .*scenario ${hash}\\.$`, 'm'),
    );
  }
  expect(readFileSync('scenarios/overlays/calibrated-2024-12.yaml', 'utf8')).toContain(
    scenarioHash(loadScenario('backtest-2024-07').scenario),
  );
});

it.each([
  [[], /--targets: |say what was observed/],
  [['--targets', 'nowhere.csv'], /nowhere\.csv: no such file/],
  [['--targets', 'wrong.csv'], /nobody 2025Q4: there is no series nobody.*adoption 2024Q1: expected a quarter/s],
  [['--targets', 'record.csv', '--reference', '100', '--share', '0.1'], /3 targets need 15 retained records/],
  [['--targets', 'record.csv', '--spreads', 'off'], /has no uncertain number/],
])('tells what is wrong with %j', async (options, expected) => {
  writeFileSync(join(place, 'wrong.csv'), `${HEAD}\nnobody,2025Q4,1,0,1,calibrate\nadoption,2024Q1,1,0,1,calibrate\n`);
  const few = '--draws 10 --replications 2 --waves 1 --jobs 1'.split(' ');
  const { code, stderr } = await cli(['calibrate', 'three.yaml', ...few, ...options], { cwd: place });
  expect([code, stderr]).toEqual([2, expect.stringMatching(expected)]);
});
