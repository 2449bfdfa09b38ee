/** Fragility against curves whose convexity, exponent and tails are known; the loop and the price of anarchy likewise. */

import { describe, expect, it } from 'vitest';
import { convexity, exceedance, expectedShortfall, lossExponent } from '../../src/metrics/fragility.ts';
import { loopGain, reversal } from '../../src/metrics/loop-gain.ts';
import { presentValue, priceOfAnarchy } from '../../src/metrics/price-of-anarchy.ts';

describe('fragility', () => {
  it('of 3 x^2 at steps of a half is 0.75, of a line 0, of a root below 0', () => {
    for (const x of [0.5, 1, 7]) {
      const at = (loss: (shock: number) => number): number => convexity([loss(x - 0.5), loss(x), loss(x + 0.5)]);
      expect(at((shock) => 3 * shock * shock)).toBeCloseTo(0.75, 12);
      expect(at((shock) => 4 * shock - 1)).toBeCloseTo(0, 12);
      expect(at(Math.sqrt)).toBeLessThan(0);
    }
  });

  it('has the exponent of a power law in log shocks', () => {
    const shocks = [0.1, 0.2, 0.3, 0.4];
    const losses = shocks.map((shock) => 0.7 * (-Math.log(1 - shock)) ** 1.35);
    expect(lossExponent(shocks, losses)).toBeCloseTo(1.35, 10);
    expect(lossExponent([0.1, 0.2], [-1, 0.5])).toBeNaN();
  });

  it('counts what exceeds a limit', () => {
    expect(exceedance([0.1, 0.3, 0.31, 0.9], 0.3)).toBe(0.5);
    expect(exceedance([], 0.3)).toBeNaN();
  });

  it('averages the worst share, fractions of a value included', () => {
    const losses = [3, 1, 4, 2];
    expect(expectedShortfall(losses, 0.25)).toBe(4);
    expect(expectedShortfall(losses, 0.5)).toBe(3.5);
    expect(expectedShortfall(losses, 1)).toBe(2.5);
    expect(expectedShortfall(losses, 0.375)).toBeCloseTo((4 + 1.5) / 1.5, 12);
  });
});

describe('loop gain', () => {
  const decay = 0.2;
  const response = (herding: number, months: number): number[] => {
    const path = [0.1];
    while (path.length < months) path.push((path.at(-1) as number) * (1 - decay + decay * herding));
    return path;
  };

  it('is 0 when nothing feeds back', () => {
    for (const months of [6, 12, 18]) {
      expect(loopGain(response(0, 24), { impulse: 0.1, decay, months })).toBeCloseTo(0, 12);
    }
  });

  it('tends to the strength of herding, a multiplier of 1 / (1 - a)', () => {
    const long = { impulse: 0.1, decay, months: 600 };
    expect(loopGain(response(0.45, 600), long)).toBeCloseTo(0.45, 10);
    expect(1 / (1 - loopGain(response(0.45, 600), long))).toBeCloseTo(1.818, 3);
    const gains = [6, 12, 18].map((months) => loopGain(response(0.45, 24), { ...long, months }));
    expect(gains[0]).toBeLessThan(gains[1]);
    expect(gains[1]).toBeLessThan(gains[2]);
    // Sums of two geometric series.
    const own = (1 - 0.8 ** 12) / 0.2;
    const all = (1 - 0.89 ** 12) / 0.11;
    expect(gains[1]).toBeCloseTo(1 - own / all, 12);
  });

  it('is missing when the response is too short', () => {
    expect(loopGain([0.1, 0.1], { impulse: 0.1, decay, months: 6 })).toBeNaN();
  });

  it('reverses as deep as the trough over the peak', () => {
    expect(reversal([0.1, 0.2, 0, -0.1])).toBe(0.5);
    expect(reversal([0.1, 0.05])).toBe(0);
  });
});

describe('price of anarchy', () => {
  it('of proportional flows is their ratio, at any rate', () => {
    const flows = [3, 1, 4, 1, 5];
    const discipline = { spending: flows, welfare: flows.map((x) => 3 * x) };
    const race = { spending: flows.map((x) => 1.8 * x), welfare: flows };
    for (const rate of [0, 0.09, 0.5]) {
      expect(priceOfAnarchy(race, discipline, rate).spend).toBeCloseTo(1.8, 12);
      expect(priceOfAnarchy(race, discipline, rate).welfare).toBeCloseTo(3, 12);
    }
  });

  it('counts only months that both have, and no ratio of losses', () => {
    const race = { spending: [2, 2], welfare: [-1, -1] };
    const discipline = { spending: [1, 1, 100], welfare: [1, 1, 1] };
    const found = priceOfAnarchy(race, discipline, 0.05);
    expect(found.spend).toBeCloseTo(2, 12);
    expect(found.welfare).toBeNaN();
  });

  it('discounts a year at its rate', () => {
    const flows = new Float64Array(13);
    flows[12] = 1;
    expect(presentValue(flows, 0.1)).toBeCloseTo(1 / 1.1, 12);
  });
});
