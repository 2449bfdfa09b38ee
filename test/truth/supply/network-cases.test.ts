/** Thirteen networks with every period's state known, reproduced period by period; serial chains with known optimal cost. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mean, variance } from '../../../src/numeric/statistics.ts';
import { close, type Run, run } from './run.ts';

interface Node {
  readonly id: number;
  readonly order_lead_time: number;
  readonly shipment_lead_time: number;
  readonly local_holding_cost: number;
  readonly stockout_cost: number;
  readonly in_transit_holding_cost: number | null;
  readonly external_supply: boolean;
  readonly order_capacity: number | null;
  readonly initial_inventory_level: number;
  readonly initial_orders: number;
  readonly initial_shipments: number;
  readonly policy: {
    readonly type: string;
    readonly base_stock_level: number;
    readonly reorder_point: number;
    readonly order_up_to_level: number;
    readonly order_quantity: number;
  };
  readonly disruption: string | null;
}

type ByLink = Readonly<Record<string, readonly number[]>>;

interface Series {
  readonly disrupted: readonly boolean[] | null;
  readonly inbound_order: ByLink;
  readonly order_quantity: ByLink;
  readonly inbound_shipment: ByLink;
  readonly outbound_shipment: ByLink;
  readonly on_order_end: ByLink;
  readonly raw_material_end: ByLink;
  readonly inventory_level_end: readonly number[];
  readonly backorders_end: ByLink;
  readonly fill_rate_cumulative: readonly number[];
  readonly holding_cost: readonly number[];
  readonly stockout_cost: readonly number[];
  readonly in_transit_holding_cost: readonly number[];
  readonly total_cost: readonly number[];
}

interface Case {
  readonly name: string;
  readonly periods_run: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly nodes: readonly Node[];
  readonly demand: Readonly<Record<string, readonly number[]>>;
  readonly series: Readonly<Record<string, Series>>;
  readonly total_cost_all_periods: number;
}

/** A serial chain with optimal local base stock, and its expected cost a period [SnyderShen2019]. */
interface Optimum {
  readonly local_S: Readonly<Record<string, number>>;
  readonly cost: number;
  readonly nodes: Readonly<
    Record<string, { slt: number; h_local: number; p: number; mean: number | null; sd: number | null }>
  >;
}

const { cases, analytic } = JSON.parse(readFileSync(new URL('network-cases.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  analytic: Record<string, Optimum>;
};

const DISRUPTIONS: Readonly<Record<string, string>> = { OP: 'orders', SP: 'shipments', TP: 'transport', RP: 'receipt' };

function policyOf({ policy, order_capacity: cap }: Node): object {
  const bound = cap === null ? {} : { orderCapMwPerMonth: cap };
  if (policy.type === 'BS') return { kind: 'base-stock', levelMw: policy.base_stock_level, ...bound };
  if (policy.type === 'rQ') {
    return { kind: 'r-Q', reorderMw: policy.reorder_point, lotMw: policy.order_quantity, ...bound };
  }
  return { kind: 's-S', reorderMw: policy.reorder_point, levelMw: policy.order_up_to_level, ...bound };
}

/** Leads belong to the receiving node; customers are served in the order of their numbers, outside customers last. */
function scenarioOf({ nodes, edges, demand, series, periods_run: horizonMonths }: Case): object {
  const inputs = (node: Node): object[] => {
    const suppliers = edges.filter(([, customer]) => customer === node.id).map(([supplier]) => `n${supplier}`);
    if (node.external_supply) suppliers.push('external');
    const leads = { leadMonths: node.shipment_lead_time, orderLeadMonths: node.order_lead_time };
    return suppliers.map((id) => ({ id, ...leads }));
  };
  return {
    horizonMonths,
    supply: {
      policy: { kind: 'base-stock', levelMw: 0 },
      forecast: { kind: 'constant', meanMwPerMonth: 0 },
      nodes: nodes.map((node) => ({
        id: `n${node.id}`,
        leadMonths: 0,
        production: 'at-once',
        rationing: 'priority',
        priority: edges
          .filter(([supplier]) => supplier === node.id)
          .map(([, customer]) => `n${customer}`)
          .sort(),
        inputs: inputs(node),
        policy: policyOf(node),
        cost: {
          holdingUsdPerMw: node.local_holding_cost,
          stockoutUsdPerMw: node.stockout_cost,
          inTransitUsdPerMw: node.in_transit_holding_cost ?? node.local_holding_cost,
        },
        initial: {
          onHandMw: node.initial_inventory_level,
          inTransitMwPerMonth: node.initial_shipments,
          onOrderMwPerMonth: node.initial_orders,
        },
        ...(node.disruption === null
          ? {}
          : {
              disruption: {
                kind: DISRUPTIONS[node.disruption],
                months: (series[node.id].disrupted ?? []).flatMap((down, month) => (down ? [month] : [])),
              },
            }),
      })),
    },
    demandProcess: Object.entries(demand).map(([id, mwPerMonth]) => ({
      id: `d${id}`,
      nodes: [`n${id}`],
      process: { kind: 'list', mwPerMonth },
    })),
  };
}

const sum = (byLink: ByLink): number[] => {
  const all = Object.values(byLink);
  return all[0].map((_, month) => all.reduce((total, values) => total + values[month], 0));
};

describe.each(cases.map((known) => [known.name, known] as const))('%s', (_, known) => {
  const seriesOf =
    (trace: Run) =>
    (node: Node, name: string): number[] =>
      trace.series(name, `n${node.id}`);
  const plus = (...columns: number[][]): number[] =>
    columns[0].map((_v, t) => columns.reduce((total, c) => total + c[t], 0));
  const minus = (a: number[], b: number[]): number[] => a.map((value, t) => value - b[t]);
  const running = (values: number[]): number[] => {
    let total = 0;
    return values.map((value) => (total += value));
  };

  it.each(known.nodes.map((node) => [node.id, node] as const))('node %i', (id, node) => {
    const of = seriesOf(run(scenarioOf(known)));
    const held = of(node, 'held_mw');
    const released = minus(
      of(node, 'shipments_mw'),
      held.map((value, t) => value - (held[t - 1] ?? 0)),
    );
    const expected = known.series[id];
    const compare = (what: string, actual: readonly number[], wanted: readonly number[]): void => {
      const t = wanted.findIndex((value, t) => !close(actual[t], value));
      expect(t, `${what} in period ${t}: ${actual[t]}, expected ${wanted[t]}`).toBe(-1);
    };
    compare('inbound orders', of(node, 'orders_mw'), sum(expected.inbound_order));
    compare('orders', of(node, 'placed_mw'), sum(expected.order_quantity));
    compare('inbound shipments', of(node, 'received_mw'), sum(expected.inbound_shipment));
    compare('outbound shipments', released, sum(expected.outbound_shipment));
    const line = plus(of(node, 'inbound_mw'), of(node, 'inbound_mail_mw'), of(node, 'inbound_backlog_mw'));
    compare('on order', line, sum(expected.on_order_end));
    compare('raw material', of(node, 'input_stock_mw'), sum(expected.raw_material_end));
    compare('inventory level', minus(of(node, 'on_hand_mw'), of(node, 'backlog_mw')), expected.inventory_level_end);
    compare('backorders', of(node, 'backlog_mw'), sum(expected.backorders_end));
    const met = running(of(node, 'met_mw'));
    const asked = running(of(node, 'orders_mw'));
    compare(
      'fill rate',
      met.map((value, t) => (asked[t] > 0 ? value / asked[t] : 1)),
      expected.fill_rate_cumulative,
    );
    compare('holding cost', of(node, 'holding_usd'), expected.holding_cost);
    compare('stockout cost', of(node, 'stockout_usd'), expected.stockout_cost);
    compare('in-transit cost', of(node, 'in_transit_usd'), expected.in_transit_holding_cost);
    if (expected.disrupted !== null) compare('disrupted', of(node, 'disrupted'), expected.disrupted.map(Number));
  });

  it('costs in all', () => {
    const trace = run(scenarioOf(known));
    const of = seriesOf(trace);
    const cost = known.nodes.flatMap((node) =>
      ['holding_usd', 'stockout_usd', 'in_transit_usd'].map((name) => of(node, name)),
    );
    expect(close(running(plus(...cost)).at(-1) ?? 0, known.total_cost_all_periods)).toBe(true);
    expect(trace.residual).toBeLessThan(1e-12);
  });
});

it.each(['example_6_1', 'problem_6_1', 'problem_6_16'])(
  'optimal base stock of the chain %s costs what it must',
  (name) => {
    const { local_S: levels, cost, nodes } = analytic[name];
    const ids = Object.keys(levels).sort((a, b) => Number(a) - Number(b));
    const months = 3000;
    const scenario = {
      horizonMonths: months,
      supply: {
        policy: { kind: 'base-stock', levelMw: 0 },
        forecast: { kind: 'constant', meanMwPerMonth: 0 },
        nodes: ids.map((id, k) => ({
          id: `n${id}`,
          leadMonths: 0,
          production: 'at-once',
          inputs: [{ id: k === ids.length - 1 ? 'external' : `n${ids[k + 1]}`, leadMonths: nodes[id].slt }],
          policy: { kind: 'base-stock', levelMw: levels[id] },
          cost: {
            holdingUsdPerMw: nodes[id].h_local,
            stockoutUsdPerMw: nodes[id].p,
            inTransitUsdPerMw: nodes[id].h_local,
          },
        })),
      },
      demandProcess: [
        {
          id: 'customer',
          nodes: ['n1'],
          process: { kind: 'normal', meanMwPerMonth: nodes[1].mean, deviationMwPerMonth: nodes[1].sd },
        },
      ],
    };
    const means = Array.from({ length: 24 }, (_, k) => {
      const trace = run(scenario, name, k);
      const charged = ids.flatMap((id) =>
        ['holding_usd', 'stockout_usd', 'in_transit_usd'].flatMap((column) => trace.series(column, `n${id}`).slice(20)),
      );
      return charged.reduce((total, usd) => total + usd, 0) / (months - 20);
    });
    const error = Math.sqrt(variance(means) / means.length);
    expect(error / cost).toBeLessThan(0.005);
    expect(Math.abs(mean(means) - cost)).toBeLessThan(4 * error);
  },
);
