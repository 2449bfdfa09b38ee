/** Run-ups and what follows them, on prices that can be read off and on prices without memory. */

import { describe, expect, it } from 'vitest';
import { boomCounts } from '../../src/metrics/boom-windows.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

/** Prices that go through these (month, price) points in straight log lines. */
function prices(...points: readonly (readonly [number, number])[]): number[] {
  const last = points.at(-1) as readonly [number, number];
  return Array.from({ length: last[0] + 1 }, (_, month) => {
    const after = Math.max(
      1,
      points.findIndex(([at]) => at >= month),
    );
    const [from, low] = points[after - 1];
    const [to, high] = points[after];
    return low * (high / low) ** ((month - from) / (to - from));
  });
}

describe('booms', () => {
  it('count once, with the crash after them', () => {
    const path = prices([0, 1], [24, 2.2], [36, 0.9], [72, 0.9]);
    expect(boomCounts(path)).toMatchObject({ booms: 1, crashes: 1 });
    expect(boomCounts(prices([0, 1], [24, 2.2], [72, 2.2]))).toMatchObject({ booms: 1, crashes: 0 });
  });

  it('without two years to follow do not count', () => {
    expect(boomCounts(prices([0, 1], [24, 2.2], [36, 0.9])).booms).toBe(0);
  });

  it('count a fall from a peak that comes after the run-up', () => {
    expect(boomCounts(prices([0, 1], [24, 2.2], [34, 4], [44, 2.2], [60, 2.2]))).toMatchObject({
      booms: 1,
      crashes: 1,
    });
  });

  it('count the rate without a condition once a year', () => {
    const found = boomCounts(prices([0, 1], [60, 1], [66, 0.5], [120, 0.5]));
    expect(found).toMatchObject({ booms: 0, crashes: 0 });
    // Windows begin in months 24, 36 .. 96; the fall of months 60 to 66 lies in those of 48 and 60.
    expect(found.windows).toBe(7);
    expect(found.windowCrashes).toBe(2);
  });

  it('doubled and halved within a year', () => {
    const found = boomCounts(prices([0, 1], [12, 2.01], [24, 1], [40, 1]));
    expect(found).toMatchObject({ doubled: 1, halved: 1 });
  });
});

it('prices without memory crash no more often after a boom', () => {
  const z = new Float64Array(120);
  const sums = { booms: 0, crashes: 0, windows: 0, windowCrashes: 0 };
  for (let k = 0; k < 3000; k++) {
    fillNormals(z, openStream(expandSeed('booms'), k, streamId('demand')));
    let level = 0;
    const path = z.map((value) => {
      level += 0.008 + 0.1 * value;
      return Math.exp(level);
    });
    const found = boomCounts(path);
    for (const name of ['booms', 'crashes', 'windows', 'windowCrashes'] as const) sums[name] += found[name];
  }
  const after = sums.crashes / sums.booms;
  const usual = sums.windowCrashes / sums.windows;
  expect(sums.booms).toBeGreaterThan(1000);
  // Windows of a path overlap by half: twice the variance.
  expect(Math.abs(after - usual)).toBeLessThan(
    4 * Math.sqrt(usual * (1 - usual) * (1 / sums.booms + 2 / sums.windows)),
  );
});
