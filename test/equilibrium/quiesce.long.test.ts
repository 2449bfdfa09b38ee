/** Coverage of intervals of regret over repetitions of the whole search: 300 of one look, thousands of several. */

import { expect, it } from 'vitest';
import { coverageOfGiving, coverageOfMixtures, verdictsOnStaying } from './quiesce-games.ts';

it('of a profile with a clear best deviation is 92 to 97 %', async () => {
  const coverage = await coverageOfGiving(300);
  expect(coverage).toBeGreaterThanOrEqual(0.92);
  expect(coverage).toBeLessThanOrEqual(0.97);
});

it('of mixtures found on the same samples is at least 92 %', async () => {
  expect(await coverageOfMixtures(300)).toBeGreaterThanOrEqual(0.92);
});

// Bounds are 2.5 % and 95 %, and three standard errors.
it.each([
  { regret: 1, ways: 1, looks: 6, searches: 4000 },
  { regret: 1.5, ways: 1, looks: 6, searches: 2000 },
  { regret: 1, ways: 6, looks: 6, searches: 1000 },
  { regret: 1, ways: 6, looks: 1, searches: 1000 },
])(
  'over all looks is at least 95 %, and of $regret with $ways deviations and $looks looks at most 2.5 % err',
  async (game) => {
    const { searches, ...rest } = game;
    const { confirmed, refuted, covered } = await verdictsOnStaying(searches, { epsilon: 1, ...rest });
    const most = 0.025 + 3 * Math.sqrt((0.025 * 0.975) / searches);
    expect(confirmed).toBeLessThanOrEqual(most);
    if (game.regret <= 1) expect(refuted).toBeLessThanOrEqual(most);
    expect(covered).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.95 * 0.05) / searches));
  },
);
