/** A network that starts in its steady state and meets the orders it started from does not move. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileSupplyStep } from '../../../src/model/supply/compile-step.ts';
import { fillInitialSupply } from '../../../src/model/supply/initial.ts';
import { compileNetwork } from '../../../src/model/supply/network.ts';
import { createSupplyState } from '../../../src/model/supply/state.ts';
import { SupplySchema } from '../../../src/scenario/supply.ts';
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
    { numRuns: 60 },
  );
});

/** Policies that order the same every month when demand is constant, whatever they cover of their supply line. */
const policy = fc.oneof(
  fc.record({
    kind: fc.constant('order-up-to'),
    protectionMonths: fc.integer({ min: 0, max: 9 }),
    safetyMw: fc.constantFrom(0, 25),
  }),
  fc.record({ kind: fc.constant('base-stock'), levelMw: fc.integer({ min: -200, max: 900 }) }),
  fc.record({
    kind: fc.constant('sterman'),
    stockWeight: fc.constantFrom(0.1, 0.3),
    lineWeight: fc.constantFrom(0.5, 1),
    targetMw: fc.integer({ min: 0, max: 900 }),
  }),
  fc.record({
    kind: fc.constant('apiobpcs'),
    stockAdjustMonths: fc.constantFrom(4, 8),
    lineAdjustMonths: fc.constantFrom(4, 8),
    lineWeight: fc.constantFrom(0.5, 1),
  }),
);
const forecast = fc.oneof(
  fc.constant({ kind: 'exponential', weight: 0.3 }),
  fc.constant({ kind: 'moving-average', months: 4 }),
  fc.record({ kind: fc.constant('constant'), meanMwPerMonth: fc.integer({ min: 60, max: 140 }) }),
  fc.record({
    kind: fc.constant('ar1'),
    meanMwPerMonth: fc.integer({ min: 60, max: 140 }),
    autocorrelation: fc.constantFrom(0, 0.7),
  }),
);
const tier = (id: string, inputs: fc.Arbitrary<readonly object[]>) =>
  fc.record({
    id: fc.constant(id),
    leadMonths: fc.integer({ min: 0, max: 5 }),
    backlogMonths: fc.constantFrom(1, 1.5, 3),
    stockMonths: fc.constantFrom(0, 1),
    production: fc.constantFrom('at-once', 'to-order'),
    rationing: fc.constantFrom('proportional', 'uniform', 'linear', 'priority'),
    inputs,
    policy,
    forecast,
  });
const lead = { min: 1, max: 5 };
const chain = fc.record({
  orderTiming: fc.constantFrom('start', 'end'),
  sharedDemand: fc.boolean(),
  rates: fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 1, maxLength: 3 }),
  nodes: fc.tuple(
    tier(
      'shop',
      fc.record({ own: fc.integer({ min: 0, max: 2 }), other: fc.integer(lead) }).map(({ own, other }) => [
        { id: 'maker', orderLeadMonths: own },
        { id: 'external', leadMonths: other, mwPerMw: 0.5 },
      ]),
    ),
    tier('other', fc.constant([{ id: 'maker' }])),
    tier(
      'maker',
      fc.integer(lead).map((leadMonths) => [{ id: 'external', leadMonths }]),
    ),
  ),
});

it('orders the same from month 0 on under constant demand, though a policy covers less than its supply line', () => {
  fc.assert(
    fc.property(chain, ({ rates, ...section }) => {
      const supply = SupplySchema.parse({
        ...section,
        policy: section.nodes[0].policy,
        forecast: section.nodes[0].forecast,
      });
      const customers = [
        ...rates.map((orderMwPerMonth, k) => ({ id: `c${k}`, node: 'shop', orderMwPerMonth })),
        { id: 'else', node: 'other', orderMwPerMonth: 30 },
      ];
      const network = compileNetwork(supply, customers);
      const state = createSupplyState(network, HORIZON);
      const step = compileSupplyStep(state, network);
      fillInitialSupply(state, network);
      const placed = network.initialOrders;
      for (let month = 0; month < 12; month++) {
        for (const [k, { orderMwPerMonth }] of customers.entries())
          state.externalOrders[network.externalLink[k]] = orderMwPerMonth;
        step.orders(month);
        step.shipments(month);
        for (const watched of [state.placedUnits, state.shippedUnits])
          for (const [e, units] of placed.entries())
            expect(Math.abs(watched[e] - units), `${month} ${network.customerIds[e]}`).toBeLessThan(1e-6);
      }
    }),
    { numRuns: 120 },
  );
});
