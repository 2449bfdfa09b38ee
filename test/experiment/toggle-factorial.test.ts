/** Attribution of an outcome to toggles: shares add up, intervals are those of paired samples, missing outcomes drop. */

import { expect, it } from 'vitest';
import { attribute } from '../../src/experiment/toggle-factorial.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

const seed = expandSeed('toggle factorial');
const id = streamId('test');

/** Three toggles that add 2, -1 and nothing, the first two together 3 more; effects vary with the replication. */
function worthsOf(sample: number, replications: number): Float64Array[] {
  const noise = new Float64Array(4 * replications);
  fillNormals(noise, openStream(seed, sample, id));
  return Array.from({ length: replications }, (_, k) => {
    const [level, first, second, both] = noise.subarray(4 * k, 4 * k + 4);
    return Float64Array.from({ length: 8 }, (_, c) => {
      const [a, b] = [c & 1, (c >> 1) & 1];
      return 50 + 20 * level + a * (2 + first) + b * (-1 + second) + a * b * (3 + both);
    });
  });
}

const toggles = ['first', 'second', 'third'];

it('shares out exactly the difference between all on and all off, in the mean and in every replication', () => {
  const worths = worthsOf(0, 40);
  const { total, effects, means } = attribute(toggles, 'outcome', worths);
  const sum = effects.reduce((most, { share }) => most + share.mean, 0);
  expect(sum).toBeCloseTo(total.mean, 9);
  expect(total.mean).toBeCloseTo(means[7] - means[0], 9);
  for (const worth of worths) {
    const one = attribute(toggles, 'outcome', [worth]);
    expect(one.effects.reduce((most, { share }) => most + share.mean, 0)).toBeCloseTo(worth[7] - worth[0], 9);
  }
});

it('gives what is known of a game with an interaction', () => {
  const { effects, interactions } = attribute(toggles, 'outcome', worthsOf(1, 4000));
  const known = { share: [3.5, 0.5, 0], alone: [2, -1, 0], last: [5, 2, 0], main: [3.5, 0.5, 0] };
  for (const [i, effect] of effects.entries()) {
    for (const kind of ['share', 'alone', 'last', 'main'] as const) {
      const error = effect[kind].sd / Math.sqrt(4000);
      expect(Math.abs(effect[kind].mean - known[kind][i])).toBeLessThanOrEqual(4 * error + 1e-12);
    }
  }
  expect(interactions[0].toggles).toEqual(['first', 'second']);
  expect(Math.abs(interactions[0].effect.mean - 3)).toBeLessThan((4 * interactions[0].effect.sd) / Math.sqrt(4000));
  expect(interactions[1].effect.mean).toBeCloseTo(0, 9);
});

it('covers the true share in 95 % of 1,000 samples, within four standard errors, though levels vary more than effects', () => {
  const samples = 1000;
  let covered = 0;
  for (let sample = 0; sample < samples; sample++) {
    const [{ share }] = attribute(toggles, 'outcome', worthsOf(10 + sample, 8)).effects;
    if (share.low <= 3.5 && 3.5 <= share.high) covered++;
  }
  expect(Math.abs(covered / samples - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / samples));
});

it('drops a replication in which any combination lacks the outcome, and says how many', () => {
  const worths = worthsOf(2, 10);
  worths[3][5] = Number.NaN;
  worths[7][0] = Number.NaN;
  const found = attribute(toggles, 'outcome', worths);
  const without = attribute(
    toggles,
    'outcome',
    worths.filter((_, k) => k !== 3 && k !== 7),
  );
  expect([found.replications, found.dropped]).toEqual([8, 2]);
  expect(found.effects).toEqual(without.effects);
  expect(attribute(toggles, 'outcome', []).replications).toBe(0);
});
