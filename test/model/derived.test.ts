/** Constants of a scenario: the hurdle of the real option, growth that fades, wear. */

import { describe, expect, it } from 'vitest';
import { derive, optionHurdle } from '../../src/model/derived.ts';
import { shipped } from '../support/shipped.ts';

describe('option hurdle', () => {
  it('is 2 at r = delta = .04 and sigma .2 without pre-emption [DixitPindyck1994]', () => {
    expect(optionHurdle(0.2, 0.04, 0.04, 0)).toBeCloseTo(2, 12);
  });

  it('falls in a straight line to 1 as pre-emption erodes the option', () => {
    for (const erosion of [0, 0.25, 0.7, 1])
      expect(optionHurdle(0.2, 0.04, 0.04, erosion)).toBeCloseTo(2 - erosion, 12);
  });

  it('solves the fundamental quadratic', () => {
    for (const [sigma, rate, payout] of [
      [0.1, 0.04, 0.04],
      [0.4, 0.08, 0.02],
      [0.3, 0.02, 0.06],
    ]) {
      const ratio = optionHurdle(sigma, rate, payout, 0);
      const root = ratio / (ratio - 1);
      expect((sigma * sigma * root * (root - 1)) / 2 + (rate - payout) * root - rate).toBeCloseTo(0, 12);
      expect(root).toBeGreaterThan(1);
    }
  });

  it('rises with volatility from its limit without any', () => {
    const hurdles = [0, 1e-4, 0.1, 0.2, 0.4].map((sigma) => optionHurdle(sigma, 0.06, 0.04, 0));
    expect(hurdles[0]).toBeCloseTo(1.5, 12);
    expect(hurdles[1]).toBeCloseTo(1.5, 6);
    for (let i = 1; i < hurdles.length; i++) expect(hurdles[i]).toBeGreaterThanOrEqual(hurdles[i - 1]);
  });
});

describe('constants', () => {
  const derived = derive(shipped('baseline'), 0.028);

  it('adds the years of growth that are left after fading', () => {
    const { growthFade, expectationYears } = shipped('baseline').capex;
    const steps = 100_000;
    let years = 0;
    for (let i = 0; i < steps; i++)
      years += (growthFade ** (((i + 0.5) / steps) * expectationYears) * expectationYears) / steps;
    expect(derived.growthYears).toBeCloseTo(years, 8);
  });

  it('wears a service life by the same share every month', () => {
    const { wearPerYear, systemsLifeMonths } = shipped('baseline').finance;
    expect(derived.monthlySurvival ** 12).toBeCloseTo(Math.exp(-wearPerYear), 12);
    expect(derived.lifeSurvival).toBeCloseTo(Math.exp((-wearPerYear * systemsLifeMonths) / 12), 12);
  });

  it('leaves room for the aftermath of a wall in the last month', () => {
    expect(derived.maxMonths).toBe(120 + 48);
  });
});
