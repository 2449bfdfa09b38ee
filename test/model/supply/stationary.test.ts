/** A network that starts in its steady state and meets the orders it started from does not move. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases, HORIZON, play } from './networks.ts';

const constant = (count: number, value: number): number[][] =>
  Array.from({ length: count }, () => Array(HORIZON).fill(value));

it('stays where it starts under constant orders', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const count = drawn.customers.length;
      const steady = {
        ...drawn,
        demand: constant(count, 1),
        cancels: constant(count, 0),
        luck: Array(HORIZON).fill(0.999),
        section: {
          ...drawn.section,
          // The luck of the second company wraps round: no outages here.
          nodes: drawn.section.nodes.map((node) => ({
            ...node,
            uptime: 1,
            companies: [],
            disruption: undefined,
            othersGrowthPerYear: 0,
            ...(node.capacityOverRate === undefined ? {} : { capacityOverRate: 1.1 }),
            ...(node.expansion === undefined
              ? {}
              : { expansion: { ...node.expansion, growthPerMonth: 0, wearPerMonth: 0, irreversible: true } }),
          })),
        },
      };
      let first: Record<string, Float64Array> | undefined;
      play(steady, (state) => {
        const watched = ['shippedUnits', 'orderedUnits', 'backlogUnits', 'inTransitUnits', 'rawUnits', 'fill'] as const;
        const nodes = [
          'onHandUnits',
          'forecastUnits',
          'capacity',
          'priceFactor',
          'quotedLeadMonths',
          'expansionUnits',
        ] as const;
        const now = Object.fromEntries([...watched, ...nodes].map((key) => [key, state[key].slice()]));
        first ??= now;
        for (const [key, values] of Object.entries(now)) {
          for (const [i, value] of values.entries()) {
            if (first[key][i] === value) continue;
            expect(Math.abs(value - first[key][i]), key).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
          }
        }
      });
    }),
    { numRuns: 150 },
  );
});
