/** A strategy's generator repeats itself from its seed, counts its draws and follows its distributions. */

import { expect, test } from 'vitest';
import { mean } from '../../src/numeric/statistics.ts';
import { createGenerator } from '../../src/random/generator.ts';

test('equal seeds give equal draws, other seeds others', () => {
  const take = (seed: string) => {
    const rng = createGenerator(seed);
    return [rng.uniform(), rng.normal(), rng.bernoulli(0.5)];
  };
  expect(take('a')).toEqual(take('a'));
  expect(take('a')).not.toEqual(take('b'));
});

test('golden values', () => {
  const rng = createGenerator('golden');
  expect([rng.uniform(), rng.normal(), rng.uniform()]).toEqual([
    0.45072002662889, -0.7943564131185967, 0.09263693578577914,
  ]);
});

test('every draw is counted, and none is taken unasked', () => {
  const rng = createGenerator('count');
  expect(rng.draws).toBe(0);
  rng.uniform();
  rng.bernoulli(0.3);
  expect(rng.draws).toBe(2);
  rng.normal();
  expect(rng.draws).toBeGreaterThanOrEqual(4);
});

test('certain and impossible events', () => {
  const rng = createGenerator('edge');
  for (let i = 0; i < 100; i++) expect([rng.bernoulli(0), rng.bernoulli(1)]).toEqual([false, true]);
});

test('moments within sampling error', () => {
  const rng = createGenerator('moments');
  const normals = Float64Array.from({ length: 100_000 }, () => rng.normal());
  expect(Math.abs(mean(normals))).toBeLessThan(4 / Math.sqrt(100_000));
  expect(Math.abs(mean(normals.map((x) => x * x)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
  const hits = Float64Array.from({ length: 100_000 }, () => (rng.bernoulli(0.3) ? 1 : 0));
  expect(Math.abs(mean(hits) - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 100_000));
});
