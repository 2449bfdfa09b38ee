/** More capacity never ships less, and shortage without gaming leaves no duplicates. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases, play } from './networks.ts';

it('ships no less in all when every node has more capacity', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      // One tier, no reactions: what customers order does not depend on what they get.
      const lone = (capacity: number) => ({
        ...drawn,
        cancels: drawn.cancels.map((row) => row.map(() => 0)),
        section: {
          ...drawn.section,
          gaming: undefined,
          nodes: drawn.section.nodes.slice(0, 1).map((node) => ({
            ...node,
            inputs: [],
            expansion: undefined,
            production: 'to-order' as const,
            capacityOverRate: capacity,
          })),
        },
      });
      const total = (capacity: number): number => {
        let sum = 0;
        play(lone(capacity), (state) => {
          sum += state.nodeShippedUnits[0];
        });
        return sum;
      };
      expect(total(1.2)).toBeGreaterThanOrEqual(total(0.9) * (1 - 1e-12));
    }),
    { numRuns: 30 },
  );
});

it('has no duplicates without gaming', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      play({ ...drawn, section: { ...drawn.section, gaming: undefined } }, (state) => {
        for (const units of state.backlogPhantomUnits) expect(units).toBe(0);
      });
    }),
    { numRuns: 20 },
  );
});

it('has no duplicates under uniform allocation when customers know that inflating pays nothing', () => {
  const gaming = { exponent: 1, maxInflation: 2, adjustMonths: 1, normalBacklogMonths: 1, fillMonths: 1 };
  const peak = (onlyWhereItPays: boolean, rationing: 'uniform' | 'proportional'): number => {
    let most = 0;
    fc.assert(
      fc.property(cases, (drawn) => {
        const nodes = drawn.section.nodes.map((node) => ({ ...node, rationing }));
        const section = { ...drawn.section, gaming: { ...gaming, onlyWhereItPays }, nodes };
        play({ ...drawn, section }, (state) => {
          for (const units of state.backlogPhantomUnits) most = Math.max(most, units);
        });
      }),
      { numRuns: 20, seed: 1 },
    );
    return most;
  };
  expect(peak(true, 'uniform')).toBe(0);
  expect(peak(false, 'uniform')).toBeGreaterThan(0);
  expect(peak(true, 'proportional')).toBeGreaterThan(0);
});
