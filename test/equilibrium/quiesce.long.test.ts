/** Coverage of intervals of regret over 300 repetitions of the whole search. */

import { expect, it } from 'vitest';
import { coverageOfGiving, coverageOfMixtures } from './quiesce-games.ts';

it('of a profile with a clear best deviation is 92 to 97 %', async () => {
  const coverage = await coverageOfGiving(300);
  expect(coverage).toBeGreaterThanOrEqual(0.92);
  expect(coverage).toBeLessThanOrEqual(0.97);
});

it('of mixtures found on the same samples is at least 92 %', async () => {
  expect(await coverageOfMixtures(300)).toBeGreaterThanOrEqual(0.92);
});
