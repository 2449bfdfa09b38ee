/** Laws of rationing: who gets what does not depend on who is listed first, and lying pays under some rules only. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../src/model/supply/network.ts';
import { fillInitialSupply } from '../../../src/model/supply/initial.ts';
import { createSupplyState } from '../../../src/model/supply/state.ts';
import { compileSupplyStep } from '../../../src/model/supply/compile-step.ts';
import { SupplySchema } from '../../../src/scenario/supply.ts';
import { cases, play } from './networks.ts';

/** Shipments of one node of a given capacity to customers who order `orders` in its first month. */
function ship(rationing: string, capacity: number, orders: readonly number[]): number[] {
  const section = SupplySchema.parse({
    policy: { kind: 'base-stock', levelMw: 0 },
    forecast: { kind: 'exponential', weight: 0.5 },
    nodes: [{ id: 'plant', leadMonths: 1, capacityMwPerMonth: capacity, rationing }],
  });
  const customers = orders.map((_, k) => ({ id: `c${k}`, node: 'plant', orderMwPerMonth: 0 }));
  const network = compileNetwork(section, customers);
  const state = createSupplyState(network, 1);
  const step = compileSupplyStep(state, network);
  fillInitialSupply(state, network);
  for (const [k, order] of orders.entries()) state.externalOrders[network.externalLink[k]] = order;
  step.orders(0);
  step.shipments(0);
  return orders.map((_, k) => state.shippedUnits[network.externalLink[k]]);
}

const amount = fc.integer({ min: 0, max: 2000 }).map((tenths) => tenths / 10);
const shortages = fc.record({
  capacity: amount,
  orders: fc.array(amount, { minLength: 2, maxLength: 8 }),
  liar: fc.nat(7),
  inflation: fc.integer({ min: 11, max: 50 }).map((tenths) => tenths / 10),
});
const RULES = ['proportional', 'uniform', 'linear', 'priority'];

describe.each(RULES)('%s allocation', (rule) => {
  it('gives out all there is, to nobody more than it ordered', () => {
    fc.assert(
      fc.property(shortages, ({ capacity, orders }) => {
        const shipped = ship(rule, capacity, orders);
        const wanted = orders.reduce((sum, order) => sum + order, 0);
        expect(shipped.reduce((sum, units) => sum + units, 0)).toBeCloseTo(Math.min(capacity, wanted), 8);
        for (const [k, units] of shipped.entries()) {
          expect(units).toBeGreaterThanOrEqual(0);
          expect(units).toBeLessThanOrEqual(orders[k] * (1 + 1e-12));
        }
      }),
    );
  });

  it('never gives more to one who ordered less', () => {
    if (rule === 'priority') return;
    fc.assert(
      fc.property(shortages, ({ capacity, orders }) => {
        const shipped = ship(rule, capacity, orders);
        for (const [j, a] of orders.entries()) {
          for (const [k, b] of orders.entries()) if (a < b) expect(shipped[j]).toBeLessThanOrEqual(shipped[k] + 1e-9);
        }
      }),
    );
  });
});

it('makes inflation useless to a customer that is cut, under uniform allocation', () => {
  fc.assert(
    fc.property(shortages, ({ capacity, orders, liar, inflation }) => {
      const k = liar % orders.length;
      const honest = ship('uniform', capacity, orders)[k];
      if (honest >= orders[k]) return;
      const lie = ship(
        'uniform',
        capacity,
        orders.map((order, j) => (j === k ? order * inflation : order)),
      )[k];
      expect(lie).toBeCloseTo(honest, 9);
    }),
  );
});

it('rewards inflation under proportional allocation', () => {
  fc.assert(
    fc.property(shortages, ({ capacity, orders, liar, inflation }) => {
      const k = liar % orders.length;
      const others = orders.reduce((sum, order, j) => (j === k ? sum : sum + order), 0);
      const honest = ship('proportional', capacity, orders)[k];
      if (honest >= orders[k] - 1e-6 || capacity < 1 || others < 1) return;
      const lie = ship(
        'proportional',
        capacity,
        orders.map((order, j) => (j === k ? order * inflation : order)),
      )[k];
      expect(lie).toBeGreaterThan(honest);
    }),
  );
});

it('does not depend on the order in which customers and nodes are listed, but for priority', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const nodes = drawn.section.nodes.map((node) =>
        node.rationing === 'priority' ? { ...node, rationing: 'uniform' as const } : node,
      );
      const listed = { ...drawn, section: { ...drawn.section, nodes } };
      const reversed = {
        ...listed,
        section: {
          ...drawn.section,
          nodes: nodes.map((node) => ({ ...node, inputs: [...node.inputs].reverse() })).reverse(),
        },
        customers: [...drawn.customers].reverse(),
        demand: [...drawn.demand].reverse(),
        cancels: [...drawn.cancels].reverse(),
      };
      const trace: number[] = [];
      play(listed, (state) => trace.push(...state.shippedUnits, ...state.nodeBacklogUnits));
      const again: number[] = [];
      play(reversed, (state) => again.push(...state.shippedUnits, ...state.nodeBacklogUnits));
      expect(again).toEqual(trace);
    }),
    { numRuns: 30 },
  );
});

it('ships the same in all whoever receives it this month, and to nobody more than it has ordered', () => {
  const places = fc.array(fc.double({ min: 0.05, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(cases, places, (drawn, place) => {
      const quiet = {
        ...drawn,
        cancels: drawn.cancels.map((row) => row.map(() => 0)),
        section: { ...drawn.section, gaming: undefined },
      };
      const totals = (uneven: boolean): number[] => {
        const out: number[] = [];
        let books: Float64Array | undefined;
        play(quiet, (state, network, month) => {
          out.push(...state.nodeShippedUnits);
          const made = network.externalLink;
          for (const e of made) {
            if (books !== undefined)
              expect(state.shippedUnits[e]).toBeLessThanOrEqual((books[e] + state.orderedUnits[e]) * (1 + 1e-9) + 1e-9);
          }
          books = state.backlogUnits.slice();
          if (!uneven) return;
          state.unevenNode = network.supplier[made[0]];
          for (const [k, e] of made.entries()) state.place[e] = place[(k + month) % 5];
        });
        return out;
      };
      const [even, odd] = [totals(false), totals(true)];
      for (const [i, units] of even.entries())
        expect(Math.abs(odd[i] - units)).toBeLessThanOrEqual(1e-7 * Math.max(1, units));
    }),
    { numRuns: 30 },
  );
});

it('serves the listed customer first under priority', () => {
  expect(ship('priority', 60, [5, 20, 50, 25])).toEqual([5, 20, 35, 0]);
});
