/** Loop gain, fragility and the price of anarchy, measured on the baseline with few runs. */

import { describe, expect, it } from 'vitest';
import { measureAnarchy } from '../../src/experiment/anarchy.ts';
import { measureFragility } from '../../src/experiment/fragility.ts';
import { measureLoopGain } from '../../src/experiment/loop-gain.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { cli } from '../support/cli.ts';
import { shipped } from '../support/shipped.ts';

const seed = expandSeed('fragility');
const push = { seed, runs: 4, month: 12, impulse: 0.02 };

describe('loop gain', () => {
  it('without reflexivity is that of herding alone, the same whatever the luck', () => {
    const scenario = shipped('baseline', { 'market.reflexivity': 0, 'narrative.level': 0 });
    const { decayPerMonth, herding } = (scenario.market as NonNullable<typeof scenario.market>).narrative;
    const { pairs, gains, reversal } = measureLoopGain(scenario, push);
    expect(pairs).toBe(4);
    expect(reversal).toBe(0);
    for (const {
      months,
      total: { value: gain, low, high },
      herding: alone,
      prices,
    } of gains) {
      // Sums of 1 + q + q^2 + ... for what is left of the push and for what herding keeps of it.
      const sum = (q: number): number => (1 - q ** months) / (1 - q);
      const linear = 1 - sum(1 - decayPerMonth) / sum(1 - decayPerMonth * (1 - herding));
      expect(Math.abs(gain - linear)).toBeLessThan(0.001);
      expect(high - low).toBeLessThan(1e-6);
      expect(alone).toBeCloseTo(gain, 9);
      expect(prices.value).toBeCloseTo(0, 9);
    }
  });

  it('parts what herding does at no reflexivity from added by prices and spending', () => {
    const { gains, response } = measureLoopGain(shipped('baseline'), { ...push, runs: 60 });
    const without = measureLoopGain(shipped('baseline', { 'market.reflexivity': 0 }), push).gains;
    expect(response[0]).toBeCloseTo(push.impulse, 12);
    for (const [w, { total, herding, prices }] of gains.entries()) {
      expect(herding).toBeCloseTo(without[w].total.value, 9);
      expect(prices.value).toBeCloseTo(total.value - herding, 12);
      expect(prices.high - prices.low).toBeCloseTo(total.high - total.low, 12);
    }
    // The answer of prices and spending is too small for its sign to be sure.
    expect(gains[0].total.low).toBeGreaterThan(0);
  });

  it('is 0 when the story answers nothing at all', () => {
    const scenario = shipped('baseline', { 'market.reflexivity': 0, 'market.narrative.herding': 0 });
    for (const { total } of measureLoopGain(scenario, push).gains) expect(total.value).toBeCloseTo(0, 9);
    const fixed = shipped('baseline', { 'market.mechanisms.narrative': false });
    for (const { total } of measureLoopGain(fixed, push).gains) expect(total.value).toBeCloseTo(0, 9);
  });

  it('says so when runs are too short', () => {
    expect(measureLoopGain(shipped('baseline'), { ...push, runs: 2, month: 500 }).pairs).toBe(0);
  });
});

it('suppliers lose more, the more demand is cut', () => {
  const { pairs, losses, exponent } = measureFragility(shipped('baseline'), { seed, runs: 8, month: 30 });
  expect(pairs).toBe(8);
  for (let s = 1; s < losses.length; s++) expect(losses[s].loss.mean).toBeGreaterThan(losses[s - 1].loss.mean);
  expect(exponent.value).toBeGreaterThan(0.3);
  expect(exponent.low).toBeLessThan(exponent.value);
  expect(exponent.high).toBeGreaterThan(exponent.value);
});

describe('price of anarchy', () => {
  it('is above 1 in spending where firms race, and 1 where all are disciplined', () => {
    const raced = measureAnarchy(shipped('baseline'), { seed, runs: 3, ratePerYear: 0.09 });
    expect(raced.spend.low).toBeGreaterThan(1);
    const scenario = shipped('baseline');
    for (const firm of scenario.firms) {
      Object.assign(firm, { initialIntensity: 0, strategy: { id: 'always-disciplined', params: {} } });
    }
    const none = measureAnarchy(scenario, { seed, runs: 3, ratePerYear: 0.09 });
    expect(none.pooled.spend).toBe(1);
    expect(none.lossUsdBn.mean).toBe(0);
  });
});

describe('overbuild fragility', () => {
  it('tells all three', async () => {
    const { code, stdout } = await cli(['fragility', '--runs', '2']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/over 12 months +-?0\.\d+ \(.*\) +0\.\d+ +-?0\.\d+ \(/);
    expect(stdout).toMatch(/A window begins with the month of the impulse.* decays by 20 % per month/);
    expect(stdout).toMatch(/demand lower by 40 %/);
    const [, times] = /AI capex of the race is (\d+\.\d+) times/.exec(stdout) ?? [];
    expect(Number(times)).toBeGreaterThan(1);
  });

  it.each([
    [['beer-game'], /is not a scenario of the economy/],
    [['--set', 'market=null'], /has no market|market/],
    [['--shock-month', '900'], /--shock-month: expected a month before the horizon of 120, got 900/],
    [['--impulse', '0'], /--impulse: expected a number >= 0\.000001, got 0/],
  ])('refuses %j', async (options, words) => {
    const { code, stderr } = await cli(['fragility', '--runs', '2', ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});
