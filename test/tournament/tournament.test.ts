/** Tournaments: fair designs, exact answers beside simulated ones, the same result whoever plays which match. */

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { readEntry, seatEntrants } from '../../src/node/experiments/entrants.ts';
import { tournamentLines } from '../../src/output/tournament-report.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import type { Playing } from '../../src/tournament/arena.ts';
import { designCells } from '../../src/tournament/design.ts';
import { playTournament, type TournamentRule } from '../../src/tournament/tournament.ts';
import { playedTournament } from '../support/tournaments.ts';

const POPULATION = { size: 50, beta: 10 };

function pd(
  names: readonly string[],
  options: { noise?: number; turns?: number; continuation?: number; repetitions?: number; seed?: string } = {},
) {
  const { noise = 0, turns = 200, continuation, repetitions = 20, seed = 'cup' } = options;
  const match = { turns, executionNoise: noise, ...(continuation === undefined ? {} : { continuation }) };
  const playing: Playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match };
  const rule: TournamentRule = {
    playing,
    repetitions,
    pairRepetitions: repetitions,
    compositions: 'sampled',
    seed,
    population: POPULATION,
  };
  return { rule, entry: readEntry(names, '.') };
}

const play = (names: readonly string[], options = {}) => {
  const { rule, entry } = pd(names, options);
  return playTournament(rule, seatEntrants(entry.entrants, []));
};

describe('the design', () => {
  const base = { entrants: 4, players: 3, repetitions: 6, pairRepetitions: 2, seed: 's' };

  it('meets everybody once in two-player games, self-play included', () => {
    const cells = designCells({ ...base, players: 2, hasUnequalSeats: false, compositions: 'sampled' });
    expect(cells.map(({ seats }) => seats.join())).toEqual([
      '0,0',
      '0,1',
      '0,2',
      '0,3',
      '1,1',
      '1,2',
      '1,3',
      '2,2',
      '2,3',
      '3,3',
    ]);
  });

  it('puts every entrant in every seat once a block, with luck of its own', () => {
    const cells = designCells({ ...base, hasUnequalSeats: true, compositions: 'sampled' });
    const field = cells.filter(({ role }) => role === 'field');
    for (let block = 0; block < 6; block++) {
      const rows = field.filter(({ first }) => first === block);
      for (let seat = 0; seat < 3; seat++)
        expect(rows.map(({ seats }) => seats[seat]).sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    }
    expect(new Set(field.map(({ seats }) => seats.join())).size).toBeGreaterThan(12);
    const pairs = cells.filter(({ role }) => role === 'pair');
    expect(pairs).toHaveLength(4 + 4 * 3 * 3);
    for (const { seats, lone } of pairs) expect(new Set(seats.filter((_, s) => s !== lone)).size).toBe(1);
  });

  it('counts every order of every composition', () => {
    const weightOf = (hasUnequalSeats: boolean): number[] =>
      designCells({ ...base, hasUnequalSeats, compositions: 'all' })
        .filter(({ role }) => role === 'field')
        .map(({ weight }) => weight);
    expect(weightOf(false)).toHaveLength(20);
    expect(weightOf(false).reduce((sum, weight) => sum + weight)).toBe(64);
    expect(weightOf(true)).toHaveLength(64);
    expect(() => designCells({ ...base, entrants: 40, hasUnequalSeats: true, compositions: 'all' })).toThrow(
      /more than 5000/,
    );
  });
});

describe('a game of three', () => {
  const { rule, entry } = pd(['always-disciplined', 'always-race', 'grim', 'tit-for-tat'], {
    turns: 5,
    repetitions: 2,
  });
  const match = { turns: 5, executionNoise: 0 };
  const playing: Playing = { kind: 'plain', game: 'public-good', params: { multiplier: 2 }, players: 3, match };
  const result = playTournament({ ...rule, playing, pairRepetitions: 5 }, seatEntrants(entry.entrants, []));

  it('counts who comes first over the repetitions of the score', () => {
    expect(result.ranking.reduce((sum, { firstShare }) => sum + firstShare, 0)).toBeCloseTo(1, 12);
  });

  it('says that payoffs by pair are of other matches, and numbers strategies by rank in both tables', () => {
    const names = entry.entrants.map(({ name }) => name);
    const title = { played: 'public-good', unit: '', payoff: 'mean per turn', repetitions: 2, seed: 'cup', names };
    const lines = tournamentLines(result, title);
    expect(lines).toContain(
      'Score: mean payoff in fields of mixed strategies, over 2 repetitions. Comes first: share of them in which it is highest.',
    );
    expect(lines.find((line) => line.includes('--pair-repetitions'))).toMatch(/^means over 5 repetitions/);
    expect(lines.find((line) => line.startsWith('Evolution '))).toMatch(/over 5 repetitions as exact\.$/);
    const numbered = lines.flatMap((line) => /^(\d)(?: =)? +([a-z-]+) /.exec(line)?.slice(1).join(' ') ?? []);
    expect(numbered.slice(4, 8)).toEqual(numbered.slice(0, 4));
  });
});

describe("the prisoner's dilemma", () => {
  const four = ['always-disciplined', 'always-race', 'tit-for-tat', 'win-stay-lose-shift'];

  it('gives exact payoffs, wins, cooperation and invasions where nothing is left to chance', () => {
    const result = play(four, { turns: 10, repetitions: 3 });
    const payoff = result.pairs.map((row) => row.map(({ payoff: { mean } }) => mean));
    expect(payoff[0]).toEqual([3, 0, 3, 3]);
    expect(payoff[1].map((mean) => mean.toFixed(12))).toEqual([5, 1, 1.4, 3].map((mean) => mean.toFixed(12)));
    expect(payoff[2][1]).toBeCloseTo(0.9, 12);
    expect(result.pairs[1][0]).toMatchObject({ invasion: 'invades', cooperation: 0, columnCooperation: 1 });
    expect(result.pairs[1][2].invasion).toBe('repelled');
    expect(result.pairs[0][2].invasion).toBe('neutral');
    expect(result.ranking.find(({ name }) => name === 'always-race')?.matchesWon).toBe(3);
    expect(result.exact.flat().every((pair) => pair !== undefined && pair.z === 0)).toBe(true);
    expect(result.ranking.reduce((sum, { firstShare }) => sum + firstShare, 0)).toBeCloseTo(1, 12);
  });

  it('agrees with the exact expectation of memory-one pairs under noise', () => {
    const names = [...four, 'generous-tit-for-tat', 'random', 'extort-2', 'zd-generous-2'];
    const result = play(names, { noise: 0.05, repetitions: 60 });
    const scores = result.exact.flat().map((pair) => Math.abs(pair?.z ?? Number.NaN));
    expect(scores).toHaveLength(64);
    for (const z of scores) expect(z).toBeLessThan(4.5);
    expect(scores.filter((z) => z > 2).length).toBeLessThan(12);
  });

  it('knows the exact payoff of memory-one pairs in matches of random length too', () => {
    const { exact } = play(['always-race', 'tit-for-tat', 'win-stay-lose-shift'], {
      continuation: 0.9,
      repetitions: 60,
    });
    // Normalised: .1 of 5 + .9 of 1; and of moves that alternate between T and P from the first on.
    expect(exact[0].map((pair) => pair?.payoff)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(0.1 * 5 + 0.9, 12),
      expect.closeTo((5 + 0.9) / 1.9, 12),
    ]);
    expect(exact[0][1]).not.toHaveProperty('cooperation');
    for (const pair of exact.flat()) expect(Math.abs(pair?.z ?? Number.NaN)).toBeLessThan(4.5);
  });

  it('lets no entrant change what others earn from each other', () => {
    const few = play(four, { noise: 0.05 });
    const more = play(['grim', ...four], { noise: 0.05 });
    expect(more.pairs[1][2].payoff).toEqual(few.pairs[0][1].payoff);
    expect(more.pairs[4][4].payoff).toEqual(few.pairs[3][3].payoff);
  });

  it('gives the same on one worker, two workers and none', async () => {
    const { rule, entry } = pd(four, { noise: 0.05 });
    const here = await playedTournament({ rule, entry, jobs: 1 });
    expect(await playedTournament({ rule, entry, jobs: 2 })).toEqual(here);
    expect(playTournament(rule, seatEntrants(entry.entrants, []))).toEqual(here);
  });

  it('shows what evolution makes of it', () => {
    const { populations } = play(['always-disciplined', 'always-race'], { turns: 10 });
    expect(populations?.replicator[1]).toBeGreaterThan(0.999);
    expect(populations?.imitation[1]).toBeGreaterThan(0.99);
    expect(populations?.moran[1][0]).toBeGreaterThan(1 / POPULATION.size);
    expect(populations?.moran[0][1]).toBeLessThan(1 / POPULATION.size);
  });
});

describe('more than two players', () => {
  it('ranks by all compositions what sampled ones estimate', () => {
    const playing: Playing = {
      kind: 'plain',
      game: 'public-good',
      params: { multiplier: 2 },
      players: 3,
      match: { turns: 20 },
    };
    const names = ['always-disciplined', 'always-race', 'tit-for-tat'];
    const run = (compositions: 'all' | 'sampled', repetitions: number) => {
      const rule: TournamentRule = {
        playing,
        repetitions,
        pairRepetitions: 2,
        compositions,
        seed: '1',
        population: POPULATION,
      };
      return playTournament(rule, seatEntrants(readEntry(names, '.').entrants, []));
    };
    const all = run('all', 2);
    for (const { name, score } of run('sampled', 300).ranking) {
      const exact = all.ranking.find((standing) => standing.name === name)?.score.mean ?? Number.NaN;
      expect(Math.abs(score.mean - exact)).toBeLessThan((4.5 * score.sd) / Math.sqrt(score.n));
    }
    // One racing among two disciplined: 2/3 of 2 stakes; the disciplined give one each.
    expect(all.pairs[1][0].payoff.mean).toBeCloseTo(4 / 3, 12);
    expect(all.pairs[1][0].columnPayoff.mean).toBeCloseTo(1 / 3, 12);
  });
});

describe('the economy', () => {
  const scenario = loadScenario('baseline').scenario as Economy;
  const playing: Playing = { kind: 'economy', scenario, horizon: { months: 24 } };
  const names = ['always-disciplined', 'always-race', 'tit-for-tat'];
  const rule: TournamentRule = {
    playing,
    repetitions: 4,
    pairRepetitions: 2,
    compositions: 'sampled',
    seed: '1',
    population: POPULATION,
  };

  it('seats every strategy at every firm, the same on any number of workers', async () => {
    const entry = readEntry(names, '.');
    const one = await playedTournament({ rule, entry, jobs: 1 });
    expect(await playedTournament({ rule, entry, jobs: 2 })).toEqual(one);
    expect(one.failures).toEqual([]);
    expect(one.ranking.map(({ score }) => score.n)).toEqual([4, 4, 4]);
    const race = one.ranking.find(({ name }) => name === 'always-race');
    expect(race?.cooperation).toBeLessThan(0.1);
    // Racing together costs what the dilemma says.
    expect(race?.selfPlay.mean).toBeLessThan(
      one.ranking.find(({ name }) => name === 'always-disciplined')?.selfPlay.mean ?? 0,
    );
  });
});
