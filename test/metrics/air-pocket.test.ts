/** Air pocket and recovery, on series short enough to work out by hand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airPocket, lossWithoutPause, monthsToRecover, splitFall } from '../../src/metrics/air-pocket.ts';

describe('air pocket', () => {
  it('is 1 - lowest over highest three-month mean after the wall', () => {
    //                       means: .  .  10 10 10 20/3 10/3 0  10/3
    expect(airPocket([10, 10, 10, 10, 10, 0, 0, 0, 10], 1, 0, 5)).toBeCloseTo(1, 12);
    expect(airPocket([10, 10, 10, 10, 10, 4, 4, 4, 10], 1, 0, 5)).toBeCloseTo(0.6, 12);
  });

  it('counts only windows that lie after the wall', () => {
    expect(airPocket([10, 10, 10, 0, 0, 0, 9, 9, 9], 1, 0, 6)).toBeCloseTo(0.1, 12);
  });

  it('measures from a peak that comes after the wall, too', () => {
    expect(airPocket([10, 10, 10, 20, 20, 20, 5, 5, 5], 1, 0, 3)).toBeCloseTo(0.75, 12);
  });

  it('is 0 when orders only grow, and NaN without a whole window or any orders', () => {
    expect(airPocket([1, 2, 3, 4, 5, 6, 7], 1, 0, 3)).toBe(0);
    expect(airPocket([1, 2, 3, 4], 1, 0, 3)).toBeNaN();
    expect(airPocket([0, 0, 0, 0, 0, 0], 1, 0, 2)).toBeNaN();
    expect(airPocket([], 1, 0, 0)).toBeNaN();
  });

  it('reads one column of a table', () => {
    const table = [1, 10, 1, 10, 1, 10, 1, 5, 1, 5, 1, 5];
    expect(airPocket(table, 2, 0, 3)).toBe(0);
    expect(airPocket(table, 2, 1, 3)).toBeCloseTo(0.5, 12);
  });

  it('lies in [0, 1] and does not depend on the unit', () => {
    const orders = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(orders, fc.double({ min: 0.01, max: 100, noNaN: true }), (series, scale) => {
        const pocket = airPocket(series, 1, 0, 4);
        if (Number.isNaN(pocket)) return;
        expect(pocket).toBeGreaterThanOrEqual(0);
        expect(pocket).toBeLessThanOrEqual(1);
        expect(
          airPocket(
            series.map((value) => value * scale),
            1,
            0,
            4,
          ),
        ).toBeCloseTo(pocket, 9);
      }),
      { seed: 1 },
    );
  });
});

describe('months to recover', () => {
  it('counts from the wall to the first three-month mean back at the peak before', () => {
    //                                   means from month 4: 20/3, 10/3, 0, 10/3, 20/3, 10
    expect(monthsToRecover([10, 10, 10, 10, 0, 0, 0, 10, 10, 10], 1, 0, 4)).toBe(5);
  });

  it('is 0 without a fall and NaN without a recovery', () => {
    expect(monthsToRecover([10, 10, 10, 10, 11, 12, 13], 1, 0, 4)).toBe(0);
    expect(monthsToRecover([10, 10, 10, 10, 0, 0, 0, 0], 1, 0, 4)).toBeNaN();
  });
});

describe('fall split at the wall', () => {
  it('measures up to the quarter of the wall and from it', () => {
    // Peak 10; 8 in the quarter up to month 5; 4 at the lowest.
    const { before, after } = splitFall([10, 10, 10, 8, 8, 8, 6, 6, 6, 4, 4, 4, 12], 5, 12);
    expect(before).toBeCloseTo(0.2, 12);
    expect(after).toBeCloseTo(0.5, 12);
    expect(1 - (1 - before) * (1 - after)).toBeCloseTo(
      airPocket([10, 10, 10, 8, 8, 8, 6, 6, 6, 4, 4, 4, 12], 1, 0, 6),
      12,
    );
  });

  it('leaves out quarters that reach back to the wall, and a rise is a fall below 0', () => {
    expect(splitFall([10, 10, 10, 0, 10, 10, 10], 2, 6).after).toBeCloseTo(1 / 3, 12);
    expect(splitFall([10, 10, 10, 15, 15, 15], 2, 5)).toEqual({ before: 0, after: expect.closeTo(-0.5, 12) });
  });

  it('leaves out what falls after the last month that counts', () => {
    const orders = [10, 10, 10, 8, 8, 8, 2, 2, 2];
    expect(splitFall(orders, 2, 5).after).toBeCloseTo(0.2, 12);
    expect(splitFall(orders, 2, 8).after).toBeCloseTo(0.8, 12);
    expect(splitFall(orders, 2, 2).after).toBeNaN();
  });

  it('is NaN without a quarter on either side', () => {
    expect(splitFall([10, 10, 10, 5], 1, 3).before).toBeNaN();
    expect(splitFall([10, 10, 10, 5], 2, 3).after).toBeNaN();
    expect(splitFall([0, 0, 0, 0, 0, 0], 2, 5).before).toBeNaN();
  });
});

it('a loss is what is missing in the same months, over what there would have been, or over sales', () => {
  const [one, second] = [0, 1].map((offset) => ({ width: offset + 1, offset, months: [1, 2] as const }));
  expect(lossWithoutPause([9, 3, 3, 9], [9, 4, 8, 0], one)).toBeCloseTo(0.5, 12);
  expect(lossWithoutPause([1, 9, 1, 6, 1, 9], [1, 9, 1, 8, 1, 9], second)).toBeCloseTo(2 / 17, 12);
  expect(lossWithoutPause([9, -3, 3, 9], [9, 4, 8, 0], one, [9, 20, 20, 9])).toBeCloseTo(12 / 40, 12);
  expect(lossWithoutPause([1, 1, 1], [0, 0, 0], one)).toBeNaN();
});
