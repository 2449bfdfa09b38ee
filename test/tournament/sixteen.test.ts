/** The tournament of sixteen reference strategies: scores, cooperation and wins as the reference table has them. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { playTournament } from '../../src/tournament/tournament.ts';
import { referenceSeat } from '../truth/game/reference-strategies.ts';

const REPETITIONS = 80;
const [header, ...lines] = readFileSync('test/truth/game/ipd-std16-noise0-ranking.csv', 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.trim().split(','));
const table = lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]])));

it('ranks them as the reference does', () => {
  const entrants = table.map(({ strategy }) => ({ name: strategy, ...referenceSeat(strategy) }));
  const playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match: { turns: 200 } } as const;
  const { ranking, matches, exact, failures } = playTournament(
    {
      playing,
      repetitions: REPETITIONS,
      pairRepetitions: REPETITIONS,
      compositions: 'sampled',
      seed: 'sixteen',
      population: { size: 50, beta: 10 },
    },
    entrants,
  );
  expect(matches).toBe(((16 * 17) / 2) * REPETITIONS);
  expect(failures).toEqual([]);
  for (const { name, score, cooperation, matchesWon } of ranking) {
    const reference = table.find(({ strategy }) => strategy === name);
    const theirs = Number(reference?.se);
    const tolerance = 4 * Math.sqrt((score.sd * score.sd) / score.n + theirs * theirs);
    expect(Math.abs(score.mean - Number(reference?.mean_score_excl_self)), name).toBeLessThanOrEqual(tolerance);
    expect(cooperation, name).toBeCloseTo(Number(reference?.coop_excl_self), 1.7);
    expect(Math.abs(matchesWon - Number(reference?.wins_per_rep)), name).toBeLessThan(0.25);
  }
  expect(ranking.slice(3).map(({ name }) => name)).toEqual(table.slice(3).map(({ strategy }) => strategy));
  for (const pair of exact.flat()) if (pair !== undefined) expect(Math.abs(pair.z)).toBeLessThan(4.5);
});
