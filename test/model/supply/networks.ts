/** Generates supply networks and the demand that runs through them, for the laws. */

import fc from 'fast-check';
import { compileNetwork } from '../../../src/model/supply/network.ts';
import { fillInitialSupply } from '../../../src/model/supply/initial.ts';
import type { SupplyCustomer } from '../../../src/model/supply/link-plan.ts';
import type { SupplyNetwork } from '../../../src/model/supply/network.ts';
import { createSupplyState, type SupplyState } from '../../../src/model/supply/state.ts';
import { compileSupplyStep } from '../../../src/model/supply/compile-step.ts';
import { type Supply, SupplySchema } from '../../../src/scenario/supply.ts';

export const HORIZON = 40;

export interface Case {
  readonly section: Supply;
  readonly customers: readonly SupplyCustomer[];
  /** Orders over the initial rate, shape [customer, month]. */
  readonly demand: readonly (readonly number[])[];
  /** Cancellations over the initial rate, shape [customer, month]. */
  readonly cancels: readonly (readonly number[])[];
  /** Uniforms for outages, one a month. */
  readonly luck: readonly number[];
}

/** A number on a grid of thousandths: the laws are about months of supply, not about denormal numbers. */
const within = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(min * 1000), max: Math.floor(max * 1000) }).map((thousandths) => thousandths / 1000);
const rationing = fc.constantFrom('proportional', 'uniform', 'linear', 'priority');

const node = (id: string, inputs: readonly string[], equipment: string | undefined) =>
  fc
    .record({
      leadMonths: fc.integer({ min: 0, max: 6 }),
      orderLead: fc.integer({ min: 0, max: 2 }),
      perMw: within(0.2, 3),
      backlogMonths: within(1, 4),
      stockMonths: within(0, 2),
      capacityOverRate: within(0.5, 1.5),
      uptime: within(0.8, 1),
      rationing,
      atOnce: fc.boolean(),
      others: fc.boolean(),
      grows: fc.boolean(),
      irreversible: fc.boolean(),
      limited: fc.boolean(),
      growthPerMonth: within(0, 0.03),
      wearPerMonth: within(0, 0.02),
      migrationPerMonth: within(0, 0.03),
      disruption: fc.option(
        fc.record({
          kind: fc.constantFrom('orders', 'shipments', 'transport', 'receipt', 'production'),
          months: fc.array(fc.integer({ min: 0, max: HORIZON - 1 }), { minLength: 1, maxLength: 12 }),
        }),
        { freq: 3, nil: undefined },
      ),
    })
    .map((draw) => ({
      id,
      leadMonths: draw.leadMonths,
      inputs: inputs.map((supplier) => ({ id: supplier, mwPerMw: draw.perMw, orderLeadMonths: draw.orderLead })),
      backlogMonths: draw.backlogMonths,
      stockMonths: draw.stockMonths,
      uptime: draw.uptime,
      rationing: draw.rationing,
      production: draw.atOnce && inputs.length > 0 ? 'at-once' : 'to-order',
      othersMwPerMonth: draw.others ? 20 : 0,
      companies: [
        { id: 'one', share: 0.6, outageRatePerYear: 1, outageLoss: 0.7, outageMonths: 3 },
        { id: 'two', share: 0.4 },
      ],
      price: {
        priceUsdBnPerMw: 0.01,
        backlogSlope: 0.4,
        idleSlope: 0.5,
        minFactor: 0.5,
        maxFactor: 2,
        adjustMonths: 3,
      },
      ...(draw.disruption === undefined ? {} : { disruption: draw.disruption }),
      ...(draw.limited || draw.grows ? { capacityOverRate: draw.capacityOverRate } : {}),
      ...(draw.grows
        ? {
            expansion: {
              buildMonths: 6,
              maxSharePerMonth: 0.06,
              adjustMonths: 6,
              targetUtilisation: 0.95,
              trendWeight: 0.9,
              maxLogGrowth: 0.5,
              normalBacklogMonths: 6,
              backlogClearMonths: 18,
              irreversible: draw.irreversible,
              growthPerMonth: draw.growthPerMonth,
              wearPerMonth: draw.wearPerMonth,
              ...(equipment === undefined
                ? {}
                : { equipment, equipmentMwPerMw: draw.perMw, migrationPerMonth: draw.migrationPerMonth }),
            },
          }
        : {}),
    }));

/** Two to four tiers of one to three nodes, each buying from some of the next tier, over an equipment maker. */
const nodes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).chain((tiers) => {
  const ids = tiers.map((width, tier) => Array.from({ length: width }, (_, k) => `t${tier}n${k}`));
  const bought = ids.flatMap((tier, t) => tier.map((id) => ({ id, inputs: ids[t + 1] ?? [] })));
  return fc.tuple(...bought.map(({ id, inputs }) => node(id, inputs, 'tools')), node('tools', [], undefined));
});

const section = fc
  .record({
    nodes,
    orderTiming: fc.constantFrom('start', 'end'),
    sharedDemand: fc.boolean(),
    games: fc.boolean(),
    agreedShare: within(0, 0.6),
    nonCancellableShare: within(0, 1),
    exponent: within(0.2, 2),
    maxInflation: within(1, 3),
    lineWeight: within(0, 1),
  })
  .map((draw) =>
    SupplySchema.parse({
      orderTiming: draw.orderTiming,
      sharedDemand: draw.sharedDemand,
      policy: { kind: 'apiobpcs', stockAdjustMonths: 4, lineAdjustMonths: 6, lineWeight: draw.lineWeight },
      forecast: { kind: 'trend', weight: 0.3, trendWeight: 0.4, trendSmoothing: 0.2 },
      nodes: draw.nodes,
      ...(draw.games
        ? {
            gaming: {
              exponent: draw.exponent,
              maxInflation: draw.maxInflation,
              adjustMonths: 2,
              normalBacklogMonths: 4,
              fillMonths: 3,
            },
          }
        : {}),
      cancellation: { ratePerMonth: 0.3, nonCancellableShare: draw.nonCancellableShare },
      agreedShare: draw.agreedShare,
    }),
  );

const months = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(value, { minLength: HORIZON, maxLength: HORIZON });

/** A network, two to five customers of its first tier, and what they order and cancel. */
export const cases: fc.Arbitrary<Case> = section.chain((built) =>
  fc.integer({ min: 2, max: 5 }).chain((count) =>
    fc.record({
      section: fc.constant(built),
      customers: fc
        .array(within(1, 200), { minLength: count, maxLength: count })
        .map((rates) => rates.map((orderMwPerMonth, k) => ({ id: `c${k}`, node: 't0n0', orderMwPerMonth }))),
      demand: fc.array(months(within(0, 3)), { minLength: count, maxLength: count }),
      cancels: fc.array(months(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, within(0, 2))), {
        minLength: count,
        maxLength: count,
      }),
      luck: months(within(0, 0.999)),
    }),
  ),
);

/** Run a case month by month; `watch` sees the state after every month. */
export function play(
  { section: supply, customers, demand, cancels, luck }: Case,
  watch: (state: SupplyState, network: SupplyNetwork, month: number) => void,
): { state: SupplyState; network: SupplyNetwork } {
  const network = compileNetwork(supply, customers);
  const state = createSupplyState(network, HORIZON);
  const step = compileSupplyStep(state, network);
  for (let s = 0; s < network.companies; s++) {
    for (let t = 0; t < HORIZON; t++) state.outageUniforms[s * HORIZON + t] = (luck[t] + s * 0.37) % 1;
  }
  fillInitialSupply(state, network);
  for (let month = 0; month < HORIZON; month++) {
    for (const [k, customer] of customers.entries()) {
      const e = network.externalLink[k];
      state.externalOrders[e] = customer.orderMwPerMonth * demand[k][month];
      state.externalCancels[e] = customer.orderMwPerMonth * cancels[k][month];
    }
    step.orders(month);
    step.shipments(month);
    watch(state, network, month);
  }
  return { state, network };
}
