/** Exact expectations of memory-one pairs, and the relations that zero-determinant rules enforce. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatch } from '../../../src/engine/match.ts';
import { expectMemoryOne, limitMemoryOne } from '../../../src/equilibrium/memory-one.ts';
import { AXELROD_PAYOFFS } from '../../../src/game/dilemma-payoffs.ts';
import { matrixGame } from '../../../src/game/matrix-game.ts';
import {
  enforcingVector,
  fastestEnforcement,
  type MemoryOne,
  zeroDeterminantRelation,
} from '../../../src/game/memory-one.ts';
import { mean, variance } from '../../../src/numeric/statistics.ts';
import { expandSeed } from '../../../src/random/seed.ts';
import { STRATEGIES } from '../../../src/strategies/registry.ts';
import { CLOSED_FORMS } from './closed-forms.ts';
import { referenceSeat } from './reference-strategies.ts';

interface PairRow {
  readonly noise: number;
  readonly turns: number;
  readonly row: string;
  readonly col: string;
  readonly row_score: number;
  readonly col_score: number;
  readonly row_coop: number;
  readonly col_coop: number;
}

/** The declared vector of a reference strategy. */
function ruleOf(name: string): MemoryOne {
  const { strategy, params } = referenceSeat(name);
  return strategy.memoryOne!(params, AXELROD_PAYOFFS);
}

const pairs: readonly PairRow[] = CLOSED_FORMS.memory_one_exact_200;

it.each(pairs.map((pair) => [pair.row, pair.col, pair.noise, pair] as const))(
  '%s against %s at noise %d, exactly',
  (row, column, executionNoise, { turns, ...expected }) => {
    const got = expectMemoryOne(ruleOf(row), ruleOf(column), AXELROD_PAYOFFS, { turns, executionNoise });
    expect(Math.abs(got.rowPayoff - expected.row_score)).toBeLessThan(1e-9);
    expect(Math.abs(got.columnPayoff - expected.col_score)).toBeLessThan(1e-9);
    expect(Math.abs(got.rowCooperation - expected.row_coop)).toBeLessThan(1e-9);
    expect(Math.abs(got.columnCooperation - expected.col_coop)).toBeLessThan(1e-9);
  },
);

it('has all pairs at both noises', () => {
  expect(pairs).toHaveLength(132);
});

it.each(pairs.filter(({ noise }) => noise > 0).map((pair) => [pair.row, pair.col, pair] as const))(
  'a match of %s against %s with noise agrees with its expectation',
  (row, column, { noise, turns, row_score, col_score }) => {
    const seats = [referenceSeat(row), referenceSeat(column)];
    const match = createMatch(matrixGame(AXELROD_PAYOFFS), seats, { turns, executionNoise: noise });
    const seed = expandSeed('noisy pairs');
    const payoffs: number[][] = [[], []];
    const repetitions = 120;
    for (let k = 0; k < repetitions; k++) {
      const { meanPayoffs } = match.play(seed, k);
      for (const seat of [0, 1]) payoffs[seat].push(meanPayoffs[seat]);
    }
    for (const [seat, expected] of [row_score, col_score].entries()) {
      const standardError = Math.sqrt(variance(payoffs[seat]) / repetitions);
      expect(Math.abs(mean(payoffs[seat]) - expected)).toBeLessThanOrEqual(Math.max(4.5 * standardError, 1e-9));
    }
  },
);

describe('in the long run', () => {
  const limits: Readonly<Record<string, Readonly<Record<string, number>>>> = CLOSED_FORMS.noisy_selfplay_limit;
  it.each(Object.entries(limits))('%s against itself', (key, expected) => {
    const [name, noise] = key.split(' eps=');
    const rule = ruleOf(name);
    const got = limitMemoryOne(rule, rule, AXELROD_PAYOFFS, { executionNoise: Number(noise) });
    for (const [i, state] of ['CC', 'CD', 'DC', 'DD'].entries()) {
      expect(Math.abs(got.states[i] - expected[state]), state).toBeLessThan(1e-12);
    }
    expect(Math.abs(got.rowPayoff - expected.score)).toBeLessThan(1e-12);
    expect(Math.abs(got.rowCooperation - expected.coop)).toBeLessThan(1e-12);
  });

  it('periodic play has an average too', () => {
    const titForTat = ruleOf('TitForTat');
    const suspicious = ruleOf('SuspiciousTitForTat');
    expect(limitMemoryOne(titForTat, suspicious, AXELROD_PAYOFFS).states).toEqual([0, 0.5, 0.5, 0]);
  });

  const against = (row: string, column: string): readonly number[] => {
    const { rowPayoff, columnPayoff } = limitMemoryOne(ruleOf(row), ruleOf(column), AXELROD_PAYOFFS);
    return [rowPayoff, columnPayoff];
  };
  it.each([
    ['ZDExtort2', 'Cooperator', 3.5, 2.25],
    ['ZDExtort2', 'Random(0.5)', 2.470588235294118, 1.735294117647058],
    ['ZDExtort2', 'GTFT(0.33)', 2.6987947814367605, 1.8493973907183796],
    ['ZDGTFT2', 'ZDExtort2', 5 / 3, 7 / 3],
  ])('%s against %s earn what was published', (row, column, first, second) => {
    const got = against(row, column);
    expect(Math.abs(got[0] - first)).toBeLessThan(1e-9);
    expect(Math.abs(got[1] - second)).toBeLessThan(1e-9);
  });

  it('the extortioner for three takes 41/11 from an unconditional cooperator', () => {
    const extort3: MemoryOne = { first: 1, vector: [11 / 13, 1 / 2, 7 / 26, 0] };
    const got = limitMemoryOne(extort3, ruleOf('Cooperator'), AXELROD_PAYOFFS);
    expect(got.rowPayoff).toBeCloseTo(41 / 11, 10);
    expect(got.columnPayoff).toBeCloseTo(21 / 11, 10);
  });
});

describe('zero-determinant rules', () => {
  it('have the published vectors', () => {
    const close = (got: readonly number[], expected: readonly number[]): void => {
      for (const [i, chance] of expected.entries()) expect(got[i]).toBeCloseTo(chance, 14);
    };
    close(ruleOf('ZDExtort2').vector, [8 / 9, 1 / 2, 1 / 3, 0]);
    close(ruleOf('ZDGTFT2').vector, [1, 1 / 8, 1, 1 / 4]);
    close(ruleOf('SET-2').vector, [3 / 4, 1 / 4, 1 / 2, 1 / 4]);
    close(ruleOf('ZDExtort4').vector, [11 / 17, 0, 8 / 17, 0]);
  });

  it('refuse numbers that need impossible chances', () => {
    const relation = zeroDeterminantRelation(1 / 2, 1, AXELROD_PAYOFFS);
    expect(fastestEnforcement(relation)).toBeCloseTo(2 / 9, 14);
    expect(() => enforcingVector(relation, 2 / 9)).not.toThrow();
    expect(() => enforcingVector(relation, 0.23)).toThrow(RangeError);
    expect(fastestEnforcement(zeroDeterminantRelation(1 / 2, 4, AXELROD_PAYOFFS))).toBe(0);
    expect(fastestEnforcement([0, 0, 0, 0])).toBe(0);
  });

  const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  it('hold their line against every opponent', () => {
    fc.assert(
      fc.property(fc.tuple(chance, chance, chance, chance), chance, (vector, first) => {
        const other: MemoryOne = { first, vector };
        const payoffs = (rule: MemoryOne) => limitMemoryOne(rule, other, AXELROD_PAYOFFS);
        const extort = payoffs(ruleOf('ZDExtort2'));
        expect(Math.abs(extort.columnPayoff - 1 - (extort.rowPayoff - 1) / 2)).toBeLessThan(1e-9);
        const generous = payoffs(ruleOf('ZDGTFT2'));
        expect(Math.abs(generous.columnPayoff - 3 - (generous.rowPayoff - 3) / 2)).toBeLessThan(1e-9);
        const equaliser = payoffs(ruleOf('SET-2'));
        expect(Math.abs(equaliser.columnPayoff - 2)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('every strategy that declares a vector', () => {
  const declared = STRATEGIES.filter(({ memoryOne }) => memoryOne !== undefined);
  it.each(declared.map((strategy) => [strategy.id, strategy] as const))('%s plays by it', (_, strategy) => {
    const params = strategy.params.parse({});
    const rule = strategy.memoryOne!(params, AXELROD_PAYOFFS);
    const other = referenceSeat('Random(0.5)');
    const match = createMatch(matrixGame(AXELROD_PAYOFFS), [{ strategy, params }, other], { turns: 20_000 });
    const { intensities, turns } = match.play(expandSeed('vectors'), 0);
    const seen = [0, 0, 0, 0];
    const cooperated = [0, 0, 0, 0];
    if (rule.first === 0 || rule.first === 1) expect(intensities[0]).toBe(1 - rule.first);
    for (let t = 1; t < turns; t++) {
      const state = 2 * intensities[2 * t - 2] + intensities[2 * t - 1];
      seen[state]++;
      if (intensities[2 * t] === 0) cooperated[state]++;
    }
    for (const [state, count] of seen.entries()) {
      const p = rule.vector[state];
      const slack = 4.5 * Math.sqrt((p * (1 - p)) / Math.max(1, count));
      if (count > 0) expect(Math.abs(cooperated[state] / count - p)).toBeLessThanOrEqual(slack);
    }
  });
});
