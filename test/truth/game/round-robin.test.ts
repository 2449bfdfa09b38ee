/** Sixteen strategies against each other: deterministic pairs exactly, stochastic ones within four standard errors. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMatch } from '../../../src/engine/match.ts';
import { AXELROD_PAYOFFS } from '../../../src/game/dilemma-payoffs.ts';
import { matrixGame } from '../../../src/game/matrix-game.ts';
import { mean, variance } from '../../../src/numeric/statistics.ts';
import { expandSeed } from '../../../src/random/seed.ts';
import { referenceSeat } from './reference-strategies.ts';

const TURNS = 200;
const REPETITIONS = 150;
const OUTCOMES = ['CC', 'CD', 'DC', 'DD'];

const [header, ...lines] = readFileSync(new URL('ipd-std16-noise0-pairs.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.trim().split(','));
const rows = lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]])));

interface Played {
  readonly row_score: number;
  readonly col_score: number;
  readonly row_coop: number;
  readonly col_coop: number;
  /** Shares of turns by outcome. */
  readonly outcomes: readonly number[];
}

function replay(row: string, column: string): (replication: number) => Played {
  const match = createMatch(matrixGame(AXELROD_PAYOFFS), [referenceSeat(row), referenceSeat(column)], { turns: TURNS });
  const seed = expandSeed('sixteen');
  return (replication) => {
    const { meanPayoffs, cooperation, intensities } = match.play(seed, replication);
    const outcomes = [0, 0, 0, 0];
    for (let t = 0; t < TURNS; t++) outcomes[2 * intensities[2 * t] + intensities[2 * t + 1]] += 1 / TURNS;
    return {
      row_score: meanPayoffs[0],
      col_score: meanPayoffs[1],
      row_coop: cooperation[0],
      col_coop: cooperation[1],
      outcomes,
    };
  };
}

const MEASURES = ['row_score', 'col_score', 'row_coop', 'col_coop'] as const;

it('has every pair', () => {
  expect(rows).toHaveLength((16 * 17) / 2);
});

it.each(rows.filter((row) => row.stochastic === 'False').map((row) => [row.row, row.col, row] as const))(
  '%s against %s, exactly',
  (row, column, reference) => {
    const played = replay(row, column)(0);
    for (const measure of MEASURES) expect(played[measure], measure).toBeCloseTo(Number(reference[measure]), 12);
    OUTCOMES.forEach((outcome, i) => {
      expect(played.outcomes[i], outcome).toBeCloseTo(Number(reference[outcome]), 12);
    });
  },
);

it.each(rows.filter((row) => row.stochastic === 'True').map((row) => [row.row, row.col, row] as const))(
  '%s against %s, within four standard errors',
  (row, column, reference) => {
    const play = replay(row, column);
    const seen = MEASURES.map((): number[] => []);
    for (let k = 0; k < REPETITIONS; k++) {
      const played = play(k);
      MEASURES.forEach((measure, i) => {
        seen[i].push(played[measure]);
      });
    }
    MEASURES.forEach((measure, i) => {
      const ours = variance(seen[i]) / REPETITIONS;
      const theirs = Number(reference[`${measure}_sd`]) ** 2 / Number(reference.repetitions);
      const tolerance = Math.max(4 * Math.sqrt(ours + theirs), 1e-9);
      expect(Math.abs(mean(seen[i]) - Number(reference[measure])), measure).toBeLessThanOrEqual(tolerance);
    });
  },
);
