/** Networks drawn at random agree, month by month, with a second simulator: every shape, policy and disruption. */

import { expect, it } from 'vitest';
import { createGenerator, type Generator } from '../../../src/random/generator.ts';
import { type ReferenceNode, SOURCE, simulateReference } from './reference-network.ts';
import { close, run } from './run.ts';

const MONTHS = 48;
const COLUMNS = ['orders', 'placed', 'received', 'shipped', 'onOrder', 'raw', 'level', 'backlog'] as const;
const COSTS = ['holding', 'stockout', 'inTransit'] as const;

const whole = (rng: Generator, from: number, to: number): number => from + Math.floor((to - from + 1) * rng.uniform());
const pick = <T>(rng: Generator, values: readonly T[]): T => values[whole(rng, 0, values.length - 1)];

/** Shapes by the suppliers of every node, each with a higher number. */
const SHAPES: Readonly<Record<string, (rng: Generator, n: number) => number[][]>> = {
  serial: (_, n) => Array.from({ length: n }, (_node, k) => (k < n - 1 ? [k + 1] : [])),
  assembly: (rng, n) => {
    const suppliers: number[][] = Array.from({ length: n }, () => []);
    for (let k = 1; k < n; k++) suppliers[whole(rng, 0, k - 1)].push(k);
    return suppliers;
  },
  distribution: (rng, n) => Array.from({ length: n }, (_, k) => (k < n - 1 ? [whole(rng, k + 1, n - 1)] : [])),
  mixed: (rng, n) =>
    Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (_other, j) => j).filter((j) => j > k && rng.bernoulli(0.45)),
    ),
};

/** A policy as a scenario has it, and as a function of the inventory position; whole numbers, so that ties are exact. */
function drawPolicy(rng: Generator): { policy: object; order: ReferenceNode['order'] } {
  const cap = rng.bernoulli(0.3) ? whole(rng, 3, 30) : undefined;
  const bound = cap === undefined ? {} : { orderCapMwPerMonth: cap };
  const capped = (units: number): number => Math.max(0, Math.min(cap ?? Number.POSITIVE_INFINITY, units));
  const [reorderMw, lotMw] = [whole(rng, -10, 60), whole(rng, 1, 40)];
  switch (pick(rng, ['base-stock', 's-S', 'r-Q'])) {
    case 'r-Q':
      return {
        policy: { kind: 'r-Q', reorderMw, lotMw, ...bound },
        order: (position) => (position <= reorderMw ? capped(lotMw) : 0),
      };
    case 's-S':
      return {
        policy: { kind: 's-S', reorderMw, levelMw: reorderMw + lotMw, ...bound },
        order: (position) => (position <= reorderMw ? capped(reorderMw + lotMw - position) : 0),
      };
    default: {
      const [reviewMonths, phaseMonth] = [whole(rng, 1, 3), whole(rng, 0, 2)];
      return {
        policy: { kind: 'base-stock', levelMw: reorderMw, reviewMonths, phaseMonth, ...bound },
        order: (position, month) =>
          month >= phaseMonth && (month - phaseMonth) % reviewMonths === 0 ? capped(reorderMw - position) : 0,
      };
    }
  }
}

function drawNode(rng: Generator, suppliers: number[], hasCustomers: boolean) {
  const { policy, order } = drawPolicy(rng);
  const isOutside = !hasCustomers || rng.bernoulli(0.25);
  const stops = rng.bernoulli(0.5)
    ? pick(rng, ['orders', 'shipments', 'transport', 'receipt', 'production'] as const)
    : undefined;
  const isRandom = rng.bernoulli(0.5);
  const months = Array.from({ length: MONTHS }, (_, month) => month).filter(() => rng.bernoulli(0.3));
  const node: ReferenceNode = {
    suppliers: suppliers.length === 0 || rng.bernoulli(0.15) ? [...suppliers, SOURCE] : suppliers,
    shipLead: whole(rng, 0, 4),
    orderLead: whole(rng, 0, 3),
    order,
    onHand: whole(rng, 0, 40),
    inTransit: whole(rng, 0, 10),
    onOrder: whole(rng, 0, 10),
    ...(stops === undefined ? {} : { stops }),
    ...(isOutside ? { demand: Array.from({ length: MONTHS }, () => whole(rng, 0, 12)) } : {}),
    holdingUsd: whole(rng, 0, 5),
    stockoutUsd: whole(rng, 0, 40),
    transitUsd: whole(rng, 0, 5),
  };
  const chances = isRandom ? { failPerMonth: 0.1, recoverPerMonth: 0.4 } : { months };
  const disruption = stops === undefined ? {} : { disruption: { kind: stops, ...chances } };
  return { node, policy, disruption };
}

const idOf = (n: number): string => (n === SOURCE ? 'external' : `n${n}`);

it.each(Object.entries(SHAPES))('%s networks', (shape, suppliersOf) => {
  const rng = createGenerator(shape);
  const outages = new Set<string>();
  for (let k = 0; k < 16; k++) {
    const suppliers = suppliersOf(rng, whole(rng, 2, 6));
    const drawn = suppliers.map((own, n) => drawNode(rng, own, suppliers.flat().includes(n)));
    const nodes = drawn.map(({ node }) => node);
    const trace = run({
      horizonMonths: MONTHS,
      supply: {
        policy: { kind: 'base-stock', levelMw: 0 },
        forecast: { kind: 'constant', meanMwPerMonth: 0 },
        nodes: drawn.map(({ node, policy, disruption }, n) => ({
          id: idOf(n),
          leadMonths: 0,
          production: 'at-once',
          rationing: 'priority',
          priority: suppliers.flatMap((own, customer) => (own.includes(n) ? [idOf(customer)] : [])),
          inputs: node.suppliers.map((s) => ({
            id: idOf(s),
            leadMonths: node.shipLead,
            orderLeadMonths: node.orderLead,
          })),
          policy,
          cost: {
            holdingUsdPerMw: node.holdingUsd,
            stockoutUsdPerMw: node.stockoutUsd,
            inTransitUsdPerMw: node.transitUsd,
          },
          initial: { onHandMw: node.onHand, inTransitMwPerMonth: node.inTransit, onOrderMwPerMonth: node.onOrder },
          ...disruption,
        })),
      },
      demandProcess: nodes.flatMap(({ demand }, n) =>
        demand === undefined ? [] : [{ id: `d${n}`, nodes: [idOf(n)], process: { kind: 'list', mwPerMonth: demand } }],
      ),
    });
    const of = (n: number, name: string): number[] => trace.series(name, idOf(n));
    // Months of random outages are those that the run drew.
    const down = nodes.map((_, n) => of(n, 'disrupted'));
    const expected = simulateReference(nodes, (n, month) => down[n][month] === 1, MONTHS);
    for (const [n, { stops }] of nodes.entries()) {
      if (stops !== undefined && down[n].includes(1)) outages.add(stops);
      const backlog = of(n, 'backlog_mw');
      const [goods, mail, unshipped] = ['inbound_mw', 'inbound_mail_mw', 'inbound_backlog_mw'].map((c) => of(n, c));
      const got: Record<(typeof COLUMNS)[number] | (typeof COSTS)[number], number[]> = {
        orders: of(n, 'orders_mw'),
        placed: of(n, 'placed_mw'),
        received: of(n, 'received_mw'),
        shipped: of(n, 'shipments_mw'),
        onOrder: goods.map((mw, t) => mw + mail[t] + unshipped[t]),
        raw: of(n, 'input_stock_mw'),
        level: of(n, 'on_hand_mw').map((mw, t) => mw - backlog[t]),
        backlog,
        holding: of(n, 'holding_usd'),
        stockout: of(n, 'stockout_usd'),
        inTransit: of(n, 'in_transit_usd'),
      };
      for (const column of [...COLUMNS, ...COSTS]) {
        const wrong = expected[n].findIndex((month, t) => !close(got[column][t], month[column]));
        expect(wrong, `network ${k}, node ${n}, ${column}: first month that differs`).toBe(-1);
      }
    }
  }
  expect(outages.size).toBe(5);
});
