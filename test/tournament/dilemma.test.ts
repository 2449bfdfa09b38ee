/** The dilemma: the four payoffs of plain games are exact, and the economy's are told with paired intervals. */

import { describe, expect, it } from 'vitest';
import { createEconomyGame, firstMonth } from '../../src/engine/stage-game.ts';
import { findGame, gameOf } from '../../src/game/games.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { dilemmaLines } from '../../src/output/dilemma-report.ts';
import { createGenerator } from '../../src/random/generator.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { measureDilemma } from '../../src/tournament/dilemma.ts';
import { estimateOf, signOf } from '../../src/tournament/estimate.ts';
import { dilemmaThresholds, measuredEconomy } from '../../src/tournament/thresholds.ts';

const baseline = loadScenario('baseline').scenario as Economy;

function plain(id: string, players: number, params: Record<string, number> = {}) {
  const game = gameOf(findGame(id)!, params);
  const names = Array.from({ length: players }, (_, i) => String(i));
  return measureDilemma({ players: names, fillPayoffs: (out, moves) => game.fillPayoffs(out, moves) }, 1);
}

describe('plain games', () => {
  it('finds the public good a dilemma exactly for 1 < r < N', () => {
    for (const [r, players, verdict] of [
      [0.9, 4, 'no'],
      [1.5, 4, 'yes'],
      [3.9, 4, 'yes'],
      [4.1, 4, 'no'],
    ] as const) {
      const { players: all } = plain('public-good', players, { multiplier: r });
      for (const player of all) expect(player.isDilemma, `r ${r}`).toBe(verdict);
    }
  });

  it('reads T, R, P and S off the matrix', () => {
    const [player] = plain('prisoners-dilemma', 2, { T: 5, R: 3, P: 1, S: 0 }).players;
    expect([player.T, player.R, player.P, player.S].map(({ mean }) => mean)).toEqual([5, 3, 1, 0]);
    expect(player.steadiness.mean).toBe(1);
    expect(plain('prisoners-dilemma', 2, { T: 5, R: 3, P: 0, S: 1 }).players[0]).toMatchObject({
      kind: 'chicken',
      isDilemma: 'no',
    });
    const alternating = plain('prisoners-dilemma', 2, { T: 7, R: 3, P: 1, S: 0 }).players[0];
    expect(alternating).toMatchObject({ isDilemma: 'yes', steadiness: { mean: -1 } });
  });
});

it('names the inequalities that are undecided, fail and hold', () => {
  const words = (gain: (run: number) => number): string => {
    const fillPayoffs = (out: Float64Array, [own, other]: Float64Array, run: number): void => {
      out.fill(own === 1 ? (other === 1 ? 1 : 3 + gain(run)) : other === 1 ? 0 : 3);
    };
    const report = measureDilemma({ players: ['A', 'B'], fillPayoffs }, 30, ['A']);
    return dilemmaLines(report, '', 'points').find((line) => line.startsWith('A: ')) ?? '';
  };
  expect(words((run) => (run % 2 === 0 ? 9 : -8))).toContain(
    'A: undecided with these runs: T > R is undecided, R > P and P > S hold; by the means',
  );
  expect(words(() => -1)).toContain("A: no prisoner's dilemma: T > R fails, R > P and P > S hold; by the means");
});

describe('the economy', () => {
  const seed = expandSeed('dilemma');
  const horizon = { months: 60 };
  const game = createEconomyGame(baseline, horizon);
  const report = measureDilemma(measuredEconomy(game, seed), 30, ['AMZN', 'META', 'ORCL']);
  /** Oracle builds what labs have signed for: joint restraint gains it nothing that 30 runs can tell from 0. */
  const CONTRACTED = 'ORCL';

  it('says with intervals that exclude zero that builders of the baseline face a dilemma over five years', () => {
    for (const player of report.players) {
      expect(signOf(player.temptation)).toBe('positive');
      expect(player.isDilemma, player.player).toBe(player.player === CONTRACTED ? 'unclear' : 'yes');
      if (player.player === CONTRACTED) continue;
      expect(player.kind, player.player).toBe('prisoners-dilemma');
      expect(signOf(player.loss)).toBe('positive');
    }
    expect(signOf(report.jointLoss)).toBe('positive');
    expect(report.disciplineOverRace).toBeGreaterThan(1);
  });

  it('does not depend on which firms are asked about, nor on the order of the file', () => {
    const one = measureDilemma(measuredEconomy(game, seed), 30, ['META']);
    const [asked] = one.players;
    const among = report.players.find(({ player }) => player === 'META')!;
    const means = ({ T, R, P, S, temptation }: typeof among): number[] =>
      [T, R, P, S, temptation].map(({ mean }) => mean);
    expect(means(asked)).toEqual(means(among));
    // Intervals of more differences that hold together are wider.
    expect([one.intervals.count, report.intervals.count]).toEqual([4, 12]);
    expect(report.intervals.each).toBeCloseTo(1 - 0.05 / 12, 12);
    expect(among.temptation.low).toBeLessThan(asked.temptation.low);
    const turned = { ...baseline, firms: [...baseline.firms].reverse() };
    expect(measureDilemma(measuredEconomy(createEconomyGame(turned, horizon), seed), 3).players).toEqual(
      measureDilemma(measuredEconomy(game, seed), 3).players,
    );
  });

  it('pairs: common random numbers give the same payoff, discounting and shorter horizons lower it', () => {
    const payoffs = (horizon = {}): Float64Array => {
      const out = new Float64Array(baseline.firms.length);
      createEconomyGame(baseline, horizon).fillPayoffs(out, new Float64Array(out.length), { seed, replication: 3 });
      return out;
    };
    expect(payoffs()).toEqual(payoffs());
    const patient = payoffs({ discountPerYear: 0 });
    expect(payoffs().every((value, f) => value < patient[f])).toBe(true);
    expect(payoffs({ months: 24 })[0]).toBeLessThan(payoffs()[0]);
  });

  it('finds the overspend of month 0 from its targets, and a larger prize where orders are larger', () => {
    const { prize, overspend, overspendByFirm } = firstMonth(baseline);
    expect(overspendByFirm).toHaveLength(baseline.firms.length);
    for (const more of overspendByFirm) expect(more).toBeGreaterThanOrEqual(0);
    expect(overspend).toBeGreaterThanOrEqual(Math.min(...overspendByFirm));
    expect(overspend).toBeLessThanOrEqual(Math.max(...overspendByFirm));
    const bolder = structuredClone(baseline);
    for (const firm of bolder.firms) firm.aiCapexUsdBnPerMonth *= 1.2;
    expect(firstMonth(bolder).prize).toBeGreaterThan(prize);
    expect(firstMonth(bolder).overspend).toBeGreaterThan(overspend);
  });

  it('adds to economic profit the discounted position of the last month, in proportion to its years', () => {
    const payoffs = (positionYears: number): Float64Array => {
      const out = new Float64Array(baseline.firms.length);
      const valued = { ...baseline, capex: { ...baseline.capex, positionYears } };
      const luck = { seed, replication: 1 };
      createEconomyGame(valued, { months: 24 }).fillPayoffs(out, new Float64Array(out.length).fill(1), luck);
      return out;
    };
    const [none, one, four] = [payoffs(0), payoffs(1), payoffs(4)];
    for (const [f, profit] of none.entries()) {
      expect(one[f]).toBeGreaterThan(profit);
      expect((four[f] - profit) / (one[f] - profit)).toBeCloseTo(4, 9);
    }
  });

  it('finds no threshold where no worth of a position makes a dilemma, and one at which the order begins', () => {
    const search = { seed, runs: 3, horizon: { months: 60 }, firms: ['GOOGL', 'NEO'], most: 12 };
    const thresholds = dilemmaThresholds(baseline, search);
    expect(thresholds).toHaveLength(2);
    for (const [i, years] of thresholds.entries()) {
      const positionYears = Number.isNaN(years) ? search.most : years;
      const at = { ...baseline, capex: { ...baseline.capex, positionYears } };
      const there = measureDilemma(measuredEconomy(createEconomyGame(at, search.horizon), seed), search.runs, [
        search.firms[i],
      ]);
      expect(there.players[0].kind === 'prisoners-dilemma').toBe(!Number.isNaN(years));
    }
    const harmless = dilemmaThresholds(baseline, { ...search, most: 0 });
    expect(harmless).toEqual([Number.NaN, Number.NaN]);
  });
});

it('errs in at most 5 % of tables in which nothing differs, and gives no verdict below 30 runs', () => {
  const { normal } = createGenerator('family');
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const game = {
    players: names,
    fillPayoffs(out: Float64Array) {
      for (let i = 0; i < out.length; i++) out[i] = normal();
    },
  };
  let wrong = 0;
  for (let table = 0; table < 200; table++) {
    const { players } = measureDilemma(game, 30);
    const isSigned = ({ low, high }: { low: number; high: number }): boolean => low > 0 || high < 0;
    if (players.some(({ temptation, loss, fear, steadiness }) => [temptation, loss, fear, steadiness].some(isSigned)))
      wrong++;
  }
  // 95 % of such counts are at most 15 where the error is 5 %; single intervals of 95 % would give about 130.
  expect(wrong).toBeLessThanOrEqual(15);
  const certain = {
    players: ['x', 'y'],
    fillPayoffs(out: Float64Array, [move]: Float64Array) {
      out.fill(move);
    },
  };
  expect(measureDilemma(certain, 29).players[0].isDilemma).toBe('unclear');
  expect(measureDilemma(certain, 30).players[0].isDilemma).not.toBe('unclear');
});

it('estimates a mean with a Student interval', () => {
  const { mean, low, high } = estimateOf([1, 2, 3, 4]);
  expect(mean).toBe(2.5);
  expect(high - mean).toBeCloseTo((3.182446305284263 * Math.sqrt(5 / 3)) / 2, 9);
  expect(low).toBeCloseTo(5 - high, 12);
  expect(signOf(estimateOf([0, 0]))).toBe('zero');
});
