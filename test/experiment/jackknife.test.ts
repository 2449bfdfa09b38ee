/** Intervals of statistics of means: exact where the statistic is a mean, and covering where it is an exponent. */

import { expect, it } from 'vitest';
import { jackknife, sideOf } from '../../src/experiment/jackknife.ts';
import { pairedDifference } from '../../src/experiment/paired-difference.ts';
import { lossExponent } from '../../src/metrics/fragility.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

it('is the Student interval where the statistic is a mean', () => {
  const values = [1, 2, 4, 9];
  const { value, low, high } = jackknife(
    values.map((one) => [one]),
    ([mean]) => mean,
  );
  const student = pairedDifference(values);
  expect([value, low, high].map((one) => one.toFixed(9))).toEqual(
    [student.mean, student.low, student.high].map((one) => one.toFixed(9)),
  );
});

it('covers the exponent of a power law in 95 of 100 samples, within sampling error', () => {
  const shocks = [0.1, 0.2, 0.3, 0.4];
  const runs = 20;
  const samples = 400;
  const noise = new Float64Array(runs * (shocks.length + 1));
  let covered = 0;
  for (let k = 0; k < samples; k++) {
    fillNormals(noise, openStream(expandSeed('jackknife'), k, streamId('losses')));
    const rows = Array.from({ length: runs }, (_, r) =>
      shocks.map((shock, s) => {
        const [own, here] = [noise[r * 5], noise[r * 5 + 1 + s]];
        return (1 + 0.3 * own) * (-Math.log(1 - shock)) ** 1.3 + 0.05 * here;
      }),
    );
    const { low, high } = jackknife(rows, (means) => lossExponent(shocks, means));
    if (low <= 1.3 && 1.3 <= high) covered++;
  }
  // Three standard errors of a share of .95 in 400 samples are .033.
  expect(covered / samples).toBeGreaterThan(0.95 - 0.033);
  expect(covered / samples).toBeLessThanOrEqual(0.95 + 0.033);
});

it('gives no interval, and so no side, where leaving one out leaves nothing', () => {
  const one = jackknife([[3]], ([mean]) => mean);
  expect(one.value).toBe(3);
  expect(one.low).toBeNaN();
  expect(sideOf(one, 0)).toBe(0);
  expect(jackknife([], ([mean]) => mean).low).toBeNaN();
});

it('takes a side only where the interval leaves the neutral value out', () => {
  expect(sideOf({ low: 1.1, high: 2 }, 1)).toBe(1);
  expect(sideOf({ low: 0.2, high: 0.9 }, 1)).toBe(-1);
  expect(sideOf({ low: 0.9, high: 1.2 }, 1)).toBe(0);
});
