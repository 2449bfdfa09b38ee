/** What the classic strategies play, move by move, against rivals that play a list. */

import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/random/generator.ts';
import { findStrategy } from '../../src/strategies/registry.ts';
import type { EconomyView } from '../../src/strategies/strategy.ts';
import { type Turn, viewOf } from '../support/past-view.ts';

/** Intensity of a letter: C disciplined, D racing, H half-way. */
const INTENSITY: Readonly<Record<string, number>> = { C: 0, D: 1, H: 0.5 };
const letter = (intensity: number): string => (intensity === 0 ? 'C' : intensity === 1 ? 'D' : String(intensity));

/** Moves of a strategy against rivals, each a list of moves; `slips` are the turns in which it plays the opposite. */
function moves(id: string, rivals: readonly string[], params: object = {}, slips: readonly number[] = []): string[] {
  const strategy = findStrategy(id);
  if (strategy === undefined) throw new RangeError(`no strategy ${id}`);
  const parsed = strategy.params.parse(params);
  const memory = strategy.start(parsed);
  const rng = createGenerator('moves');
  const past: Turn[] = [];
  const played: string[] = [];
  for (let k = 0; k <= rivals[0].length; k++) {
    const intended = strategy.decide(viewOf(past, rivals.length), parsed, memory, rng);
    const realised = slips.includes(k) ? 1 - intended : intended;
    played.push(letter(intended));
    past.push({ intended, realised, rivals: rivals.map((list) => INTENSITY[list[k] ?? 'C']), payoff: 1 });
  }
  return played;
}

describe('against one rival', () => {
  it.each([
    ['always-race', {}, 'CDCD', 'DDDDD'],
    ['always-disciplined', {}, 'CDCD', 'CCCCC'],
    ['constant', { intensity: 0.25 }, 'CD', '0.25 0.25 0.25'],
    ['tit-for-tat', {}, 'CDDCD', 'CCDDCD'],
    ['tit-for-tat', {}, 'HCH', 'CDCD'],
    ['grim', {}, 'CCDCCC', 'CCCDDDD'],
    ['win-stay-lose-shift', {}, 'CDDCC', 'CCDCCC'],
    ['generous-tit-for-tat', { generosity: 0 }, 'CDDC', 'CCDDC'],
    ['generous-tit-for-tat', { generosity: 1 }, 'DDDD', 'CCCCC'],
    ['momentum', { extrapolation: 0 }, 'CDCD', '0.5 0 1 0 1'],
    ['momentum', { extrapolation: 0.5 }, 'CDDC', '0.5 0 1 1 0'],
  ])('%s %j meets %s with %s', (id, params, rival, expected) => {
    const [first] = expected.split(' ');
    expect(moves(id, [rival], params)).toEqual(
      /^[CD]+$/.test(first) ? expected.split('') : expected.split(' ').map((text) => letter(Number(text))),
    );
  });
});

describe('against several rivals', () => {
  it.each([
    ['tit-for-tat', { quorum: 1 }, ['CDC', 'CCC', 'CCC'], 'CCDC'],
    ['tit-for-tat', { quorum: 0.6 }, ['CDD', 'CCD', 'CCC'], 'CCCD'],
    ['tit-for-tat', { quorum: 0 }, ['DDD', 'DDD'], 'CCCC'],
    ['grim', { quorum: 0.5 }, ['DDC', 'CDC'], 'CCDD'],
    ['win-stay-lose-shift', { quorum: 1 }, ['CDC', 'CCC'], 'CCDD'],
  ])('%s %j meets %j with %s', (id, params, rivals, expected) => {
    expect(moves(id, rivals, params)).toEqual(expected.split(''));
  });

  it('momentum follows the mean of its rivals and where it was heading', () => {
    expect(moves('momentum', ['CD', 'CC', 'CC', 'CC'], { extrapolation: 1 }).at(-1)).toBe(String(0.5));
  });
});

describe('after a slip of its own', () => {
  it('win-stay-lose-shift judges what it played, not what it meant', () => {
    expect(moves('win-stay-lose-shift', ['CCC'], {}, [1])).toEqual(['C', 'C', 'D', 'D']);
  });

  it('tit-for-tat takes no notice of it', () => {
    expect(moves('tit-for-tat', ['CCC'], {}, [1])).toEqual(['C', 'C', 'C', 'C']);
  });
});

it('generous tit for tat forgives as often as it says', () => {
  const played = moves('generous-tit-for-tat', ['D'.repeat(4000)], { generosity: 0.3 }).slice(1);
  const forgiven = played.filter((move) => move === 'C').length / played.length;
  expect(Math.abs(forgiven - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / played.length));
});

describe('return-threshold', () => {
  const strategy = findStrategy('return-threshold');
  const at = (roiPerYear: number): number => {
    const economy = { own: { roiPerYear } } as unknown as EconomyView;
    const params = strategy?.params.parse({ threshold: 0.1, width: 0.02 });
    return strategy?.decide(viewOf([], 2, economy), params, undefined, createGenerator('none')) ?? Number.NaN;
  };

  it('is one half at its threshold and rises with its return', () => {
    expect(at(0.1)).toBe(0.5);
    expect(at(0.12)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(at(0.5)).toBeGreaterThan(0.99);
    expect(at(-0.3)).toBeLessThan(0.01);
  });
});
