/** `overbuild dilemma`: in words, as JSON, in plain games, and what it says of mistakes. */

import { expect, it } from 'vitest';
import { cli } from '../support/cli.ts';

it('tells the baseline with intervals and closed form', async () => {
  const { code, stdout } = await cli(['dilemma', '--runs', '10', '--firm', 'AMZN']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/AMZN: a prisoner's dilemma, T > R > P > S/);
  expect(stdout).toMatch(/95 % intervals over 10 paired runs/);
  expect(stdout).toMatch(/price of anarchy 1\.\d+, in economic profit plus strategic prize\./);
  expect(stdout).toMatch(
    /exceeds disciplined capacity by \d+ %\n\(.*\); racing capacity is larger even without a prize\./,
  );
});

it('says of capacity without a prize what it says with one, and of payoffs what they are', async () => {
  const { stdout } = await cli(['dilemma', '--runs', '4', '--months', '60', '--set', 'capex.strategicPrize=0']);
  expect(stdout).toMatch(/GOOGL: no prisoner's dilemma/);
  expect(stdout).toMatch(/\(psi 0, in force 0\); racing capacity is larger even without a prize\./);
});

it('gives the same as JSON', async () => {
  const { stdout } = await cli(['dilemma', '--runs', '4', '--months', '36', '--json']);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ months: 36, runs: 4, discountPerYear: 0.09 });
  expect(report.players).toHaveLength(6);
  expect(report.players[0].temptation.n).toBe(4);
});

it('answers for plain games', async () => {
  const { stdout } = await cli(['dilemma', '--game', 'public-good', '--players', '5', '--param', 'multiplier=3']);
  expect(stdout).toMatch(/1: a prisoner's dilemma, T > R > P > S; 2R > T \+ S holds/);
  const chicken = await cli(['dilemma', '--game', 'pd', '--param', 'S=2']);
  expect(chicken.stdout).toMatch(/no prisoner's dilemma; on the mean chicken/);
  expect(chicken.stdout).toMatch(/price of anarchy \d.*, in payoffs of the game\./);
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
