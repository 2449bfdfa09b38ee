/** The views of the bullwhip agree with each other and with what is known of simple filters. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amplification,
  bullwhipRatio,
  bullwhipSpectrum,
  growthBullwhip,
  growthVariance,
  periodogram,
  phaseLag,
} from '../../src/metrics/bullwhip.ts';
import { unitRoot } from '../../src/metrics/unit-root.ts';
import { variance } from '../../src/numeric/statistics.ts';

const series = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: length, maxLength: length });

const wave = (period: number, length: number, lag = 0): number[] =>
  Array.from({ length }, (_, t) => 100 + 10 * Math.sin((2 * Math.PI * (t - lag)) / period));

describe('unit roots', () => {
  it.each([1, 2, 3, 7, 90, 120, 1000])('of order %i', (count) => {
    const { cos, sin } = unitRoot(count);
    for (let k = 0; k < count; k++) {
      expect(Math.abs(cos[k] - Math.cos((2 * Math.PI * k) / count))).toBeLessThan(1e-13);
      expect(Math.abs(sin[k] - Math.sin((2 * Math.PI * k) / count))).toBeLessThan(1e-13);
    }
  });
});

describe('periodogram', () => {
  it('adds up to the variance', () => {
    fc.assert(
      fc.property(series(97), (values) => {
        const { power, length } = periodogram(values);
        expect(length).toBe(97);
        // An odd length has no frequency of its own at one half: every one stands for two.
        const sum = power.reduce((total, value) => total + value, 0);
        expect((2 * sum) / length).toBeCloseTo((variance(values) * (length - 1)) / length, 4);
      }),
    );
  });

  it('finds the period of a wave', () => {
    const { power, length } = periodogram(wave(12, 120));
    expect(length / (power.indexOf(Math.max(...power)) + 1)).toBe(12);
  });
});

describe('bullwhip', () => {
  it('is the square of a constant gain, at every frequency', () => {
    fc.assert(
      fc.property(series(180), fc.integer({ min: 1, max: 9 }), (demand, gain) => {
        fc.pre(variance(demand) > 1);
        const orders = demand.map((mw) => mw * gain);
        expect(bullwhipRatio(orders, demand)).toBeCloseTo(gain * gain, 8);
        for (const band of bullwhipSpectrum(periodogram(orders), periodogram(demand), 6)) {
          if (band.gain >= 0) expect(band.gain).toBeCloseTo(gain * gain, 6);
        }
      }),
    );
  });

  it('of smoothed orders is low where demand is fast', () => {
    const demand = Array.from({ length: 240 }, (_, t) => 100 + ((t * 7919) % 101) / 10);
    const orders = demand.map((_, t) => (demand[t] + demand[Math.max(0, t - 1)] + demand[Math.max(0, t - 2)]) / 3);
    const bands = bullwhipSpectrum(periodogram(orders), periodogram(demand), 6);
    expect(bands[0].gain).toBeGreaterThan(0.7);
    expect(bands[4].gain).toBeLessThan(0.2);
  });

  it('of growth ignores a common trend', () => {
    const growing = (swing: number): number[] =>
      Array.from({ length: 180 }, (_, t) => 100 * 1.01 ** t * (1 + swing * Math.sin(t / 5)));
    expect(growthBullwhip(growing(0.1), growthVariance(growing(0.1)))).toBeCloseTo(1, 12);
    expect(growthBullwhip(growing(0.2), growthVariance(growing(0.1)))).toBeGreaterThan(2);
  });

  it('is not defined over demand that does not vary', () => {
    expect(bullwhipRatio([1, 2, 3], [2, 2, 2])).toBeNaN();
    expect(amplification([1, 2, 3], [2, 2, 2])).toBeNaN();
    expect(phaseLag([1, 2, 3], [2, 2, 2], 2)).toBeNaN();
  });
});

it('amplification compares swings over means', () => {
  expect(amplification([10, 20, 30], [90, 100, 110])).toBeCloseTo(5, 12);
});

it('phase lag finds the delay of a delayed wave', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), (lag) => {
      expect(phaseLag(wave(24, 240, lag), wave(24, 240), 11)).toBe(lag);
    }),
  );
});
