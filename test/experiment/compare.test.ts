/** Means that stand beside a paired difference are of the same pairs. */

import { expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { compare } from '../../src/experiment/compare.ts';
import { expandSeed } from '../../src/random/seed.ts';

it('stops when told apart only after thirty pairs that have the metric, however many pairs there are', () => {
  const contender = (name: string, value: number) => ({
    name,
    replicate: (_: unknown, k: number) => ({ value: k % 2 === 0 ? value : Number.NaN }) as unknown as Trace,
  });
  const { pairs, stopped } = compare([contender('base', 1), contender('other', 2)], {
    seed: expandSeed('pairs'),
    runs: 100,
    until: 'metric',
    series: [],
    metrics: (trace) => ({ metric: (trace as unknown as { value: number }).value }),
  });
  // Every other pair has the metric: the thirtieth is pair 59.
  expect([pairs, stopped]).toEqual([59, 'significant']);
});

it('leaves a pair that lacks a metric on one side out of both means', () => {
  const values = { base: [1, 2, 100], other: [3, 4, Number.NaN] };
  const contender = (name: 'base' | 'other') => ({
    name,
    replicate: (_: unknown, k: number) => ({ name, k }) as unknown as Trace,
  });
  const { comparisons } = compare([contender('base'), contender('other')], {
    seed: expandSeed('pairs'),
    runs: 3,
    series: [],
    metrics: (trace) => {
      const { name, k } = trace as unknown as { name: 'base' | 'other'; k: number };
      return { metric: values[name][k] };
    },
  });
  const [{ base, other, difference }] = comparisons[0].metrics;
  expect([base, other, difference.mean, difference.pairs]).toEqual([1.5, 3.5, 2, 2]);
});
