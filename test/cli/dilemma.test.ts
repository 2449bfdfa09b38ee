/** `overbuild dilemma`: in words, as JSON, in plain games, and what it says of mistakes. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

it('tells the baseline with intervals, the overspend of month 0 and the prize', async () => {
  const { code, stdout } = await cli(['dilemma', '--runs', '30', '--months', '60', '--firm', 'AMZN']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/AMZN: a prisoner's dilemma, T > R > P > S/);
  expect(stdout).toContain(
    'Differences over 30 paired runs; the 4 intervals hold together with 95 % (Bonferroni: each with 98.8 %)',
  );
  expect(stdout).toMatch(
    /All 6 players together: .* all disciplined over all racing \d\.\d+, in economic profit plus the value of the market position at the end\./,
  );
  expect(stdout).toContain(
    'Verdict by these intervals, right with 95 % (verdicts of several commands do not hold together):',
  );
  expect(stdout).toMatch(/At month 0 racing targets exceed disciplined targets by \d+ %\./);
  expect(stdout).toMatch(
    /best responses at a strategic prize psi of 0\.\d+: .*multiple of that margin\.\nPsi is \S+ to \d\.\d+ in 90 % of the 30 runs, which draw/,
  );
});

it('finds no dilemma where a position is worth nothing', async () => {
  const words = ['--months', '36', '--firm', 'GOOGL', '--set', 'capex.positionYears=0'];
  const { stdout } = await cli(['dilemma', '--runs', '30', ...words]);
  expect(stdout).toMatch(/GOOGL: no prisoner's dilemma/);
  const few = await cli(['dilemma', '--runs', '4', ...words]);
  expect(few.stdout).toContain('4 runs are too few for a verdict, which needs 30:\nGOOGL: undecided with these runs;');
});

it('gives the same as JSON', async () => {
  const { stdout } = await cli(['dilemma', '--runs', '4', '--months', '36', '--json']);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ months: 36, runs: 4, discountPerYear: expect.closeTo(0.0885, 12) });
  expect(report.players).toHaveLength(6);
  expect(report.players[0].temptation.n).toBe(4);
});

it('writes what it prints as tables', async () => {
  const cwd = temporaryFolder();
  const argv = ['dilemma', '--game', 'pd', '--out', 'd'];
  const { stdout } = await cli(argv, { cwd });
  expect(stdout).toContain('Written to d: dilemma.csv, dilemma.json');
  const [head, row] = readFileSync(join(cwd, 'd/dilemma.csv'), 'utf8').trim().split('\n');
  const cell = (name: string): string => row.split(',')[head.split(',').indexOf(name)];
  expect(['T', 'R', 'P', 'S', 'temptation', 'is_dilemma'].map(cell)).toEqual(['5', '3', '1', '0', '2', 'yes']);
  const { stdout: json } = await cli([...argv, '--json', '--force'], { cwd });
  expect(readFileSync(join(cwd, 'd/dilemma.json'), 'utf8')).toBe(json);
  expect((await cli(argv, { cwd })).stderr).toContain('--force');
});

it('says amounts where a share of a small payoff would say nothing', async () => {
  // Joint racing earns less than nothing: P of -10 against R of 0.1.
  const { stdout } = await cli(['dilemma', '--game', 'pd', '--param', 'R=0.1', '--param', 'P=-10', '--param', 'S=-20']);
  expect(stdout).toContain('costs 20.2: -20 instead of 0.2; without their ratio');
});

it('answers for plain games', async () => {
  const { stdout } = await cli(['dilemma', '--game', 'public-good', '--players', '5', '--param', 'multiplier=3']);
  expect(stdout).toMatch(/1: a prisoner's dilemma, T > R > P > S; the two-player condition 2R > T \+ S holds/);
  const chicken = await cli(['dilemma', '--game', 'pd', '--param', 'S=2']);
  expect(chicken.stdout).toMatch(/no prisoner's dilemma: P > S fails, T > R and R > P hold; by the means chicken/);
  expect(chicken.stdout).toMatch(
    /Both players together: .* all disciplined over all racing \d.*, in payoffs of the game\./,
  );
  expect(chicken.stdout).not.toContain('cases in which some race');
  const harmony = await cli(['dilemma', '--game', 'public-good', '--players', '5', '--param', 'multiplier=6']);
  expect(harmony.stdout).toContain('harmony: discipline pays whether none or all of the rivals race');
  expect(harmony.stdout).toContain('cases in which some race are not tested');
});

it.each([
  [['--firm', 'AMZ'], /there is no firm AMZ \(did you mean AMZN\?\)/],
  [['--months', '600'], /expected at most the horizon of 120 months/],
  [['--game', 'pds'], /there is no game pds/],
  [['--game', 'pd', '--players', '3'], /prisoners-dilemma is for 2 players, not 3/],
  [['--game', 'pd', '--param', 'Q=3'], /has no parameter "Q"/],
  [['--game', 'pd', '--param', 'T'], /expected name=number/],
])('refuses %j', async (options, words) => {
  const { code, stderr } = await cli(['dilemma', ...options]);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});

it('searches thresholds by the means of as many runs as --runs says', async () => {
  const words = ['--runs', '22', '--months', '3', '--firm', 'AMZN', '--set', 'capex.positionYears=0', '--threshold'];
  const { stdout } = await cli(['dilemma', ...words]);
  expect(stdout).toMatch(/AMZN: by the means of 22 runs, payoffs ordered as in a dilemma /);
});
