/** Ordering policies: fields, orders and steady-state stock of each. To add one: define it and list it at the end. */

import * as z from 'zod';
import { quantity, whole } from './fields.ts';
import { compileRule, type Rule, type RuleSchema, schemasOf } from './rules.ts';

/** Allocate the inputs of a policy from its node; arrays have shape [input]. Duplicates do not count. */
export function createOrderingView(inputs: number) {
  return {
    month: 0,
    /** Demand forecast, MW of product a month. */
    forecastUnits: 0,
    /** Finished stock, and orders of customers not yet shipped, MW of product. */
    onHandUnits: 0,
    nodeBacklogUnits: 0,
    /** Normal backlog in months of orders, and target stock of inputs in months of forecast. */
    unfilledMonths: 0,
    stockMonths: 0,
    /** Orders that long-term agreements cover, MW of product a month; 0 without. */
    leastUnits: 0,
    /** Inputs of the node, at most as many as allocated. */
    inputs,
    /** MW of input per MW of product. */
    perMw: new Float64Array(inputs),
    /**
     * Stock of the input, and its supply line (in transit, at the dock, in the supplier's backlog, orders not yet
     * received); MW of input.
     */
    rawUnits: new Float64Array(inputs),
    onOrderUnits: new Float64Array(inputs),
    /** Months of orders in the supply line at the normal lead time. */
    lineMonths: new Float64Array(inputs),
  };
}
type OrderingView = ReturnType<typeof createOrderingView>;

/** Steady state of a node with inputs. */
export interface SteadyView {
  /** MW of product a month. */
  readonly flow: number;
  /** Forecast of demand when demand is the flow, MW of product a month. */
  readonly forecast: number;
  readonly stockMonths: number;
  readonly backlogMonths: number;
  /** Supply line of the input, and what it is at the normal lead time, months; it is longer where orders wait. */
  readonly lineMonths: number;
  readonly normalLineMonths: number;
  /** Months that orders wait for the month to end. */
  readonly lateMonths: number;
  /** The same of the first input, MW of it per MW of product. */
  readonly first: { readonly lineMonths: number; readonly perMw: number };
  /** Whether the stock is of finished goods. */
  readonly isFinished: boolean;
}

/** A policy with the values that a scenario gives it. */
interface OrderingPolicy {
  /** Order on an input this month, MW of that input; below 0 is none. */
  order(node: OrderingView, input: number): number;
  /** Stock of the input at which it orders exactly the flow, MW of product; below 0 it has none and customers wait. */
  steadyStock(node: SteadyView): number;
  /** Months of demand that an order has to cover; 1 by default. */
  readonly protectionMonths?: number;
}

/** Check the type of a policy. */
function definePolicy<Schema extends RuleSchema>(rule: Rule<OrderingPolicy, Schema>): Rule<OrderingPolicy, Schema> {
  return rule;
}

/** Fields that every policy has. */
const ORDER_CAP = {
  orderCapMwPerMonth: quantity('MW/month', [0], 'Largest monthly order; no limit when absent').optional(),
};

/** The scarcest input, on stock and on order, plus finished stock, minus backlog; MW of product. */
function inventoryPosition(node: OrderingView): number {
  let inputs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < node.inputs; i++) {
    inputs = Math.min(inputs, (node.rawUnits[i] + node.onOrderUnits[i]) / node.perMw[i]);
  }
  return node.onHandUnits + inputs - node.nodeBacklogUnits;
}

/** Stock of the steady state at a position after ordering, MW of product; below 0 as many orders wait. */
function steadyStockAt(position: number, node: SteadyView): number {
  return position + (node.backlogMonths - 1 - node.lineMonths - node.lateMonths) * node.flow;
}

/** Periodic review: in which months a policy orders. */
const REVIEW = {
  reviewMonths: whole('months', [1, 120], 'Months between orders').default(1),
  phaseMonth: whole('months', [0, 119], 'First month with an order').default(0),
};

/** Whether a policy that first orders in `phaseMonth`, then every `reviewMonths`, orders in a month. */
function isReviewed(month: number, phaseMonth: number, reviewMonths: number): boolean {
  const since = month - phaseMonth;
  return since >= 0 && since % reviewMonths === 0;
}

const adjust = (description: string): z.ZodNumber => quantity('months', [0.1], description);

/**
 * Ordering policy APIOBPCS: forecast, plus a share of the gaps in stock and in the supply line.
 *
 * Order of a node on one input: `O = F + (S* - S) / T_i + beta (L* - L) / T_w`, per MW of input.
 *
 * S is input stock plus finished stock minus backlog, L the supply line. beta = 1 counts the line fully, beta < 1
 * is the misperception of [Sterman1989]; T_i = T_w = 1 is order-up-to. Long-term agreements are always ordered.
 *
 * Source: automatic pipeline inventory and order based production control [DejonckheereDisneyLambrechtTowill2003].
 */
const APIOBPCS = definePolicy({
  schema: z.strictObject({
    kind: z.literal('apiobpcs'),
    stockAdjustMonths: adjust('T_i: time in which a gap in stock is closed'),
    lineAdjustMonths: adjust('T_w: time in which a gap in the supply line is closed'),
    lineWeight: quantity('1', [0, 2], 'Beta: weight of the supply line; 1 counts it fully'),
    ...ORDER_CAP,
  }),
  compile({ stockAdjustMonths, lineAdjustMonths, lineWeight }) {
    const stockGain = 1 / stockAdjustMonths;
    const lineGain = lineWeight / lineAdjustMonths;
    return {
      order(node, input) {
        const perMw = node.perMw[input];
        const forecast = node.forecastUnits * perMw;
        const targetStock = (node.stockMonths - node.unfilledMonths) * forecast;
        const stock = node.rawUnits[input] + (node.onHandUnits - node.nodeBacklogUnits) * perMw;
        const targetLine = node.lineMonths[input] * forecast;
        const order = forecast + (targetStock - stock) * stockGain + (targetLine - node.onOrderUnits[input]) * lineGain;
        return Math.max(node.leastUnits * perMw, order);
      },
      steadyStock({ stockMonths, flow, forecast, backlogMonths, lineMonths, normalLineMonths, lateMonths }) {
        const gap = forecast - flow;
        const targetStock = stockMonths * flow + (stockMonths - backlogMonths + lateMonths) * gap;
        const missingLine = normalLineMonths * forecast - lineMonths * flow;
        return targetStock + (gap + missingLine * lineGain) / stockGain;
      },
    };
  },
});

/** Ordering policy order-up-to: forecast demand of the protection period, plus a safety stock. */
const ORDER_UP_TO = definePolicy({
  schema: z.strictObject({
    kind: z.literal('order-up-to'),
    protectionMonths: quantity('months', [0], 'Months of forecast demand covered by the inventory position', {
      title: 'protection interval',
    }),
    safetyMw: quantity('MW', [0], 'Safety stock', { title: 'safety stock' }).default(0),
    ...REVIEW,
    ...ORDER_CAP,
  }),
  compile: ({ protectionMonths, safetyMw, reviewMonths, phaseMonth }) => ({
    protectionMonths,
    order(node, input) {
      if (!isReviewed(node.month, phaseMonth, reviewMonths)) return 0;
      const level = protectionMonths * node.forecastUnits + safetyMw;
      return (level - inventoryPosition(node)) * node.perMw[input];
    },
    steadyStock: (node) => steadyStockAt(safetyMw + protectionMonths * node.forecast, node),
  }),
});

/** Ordering policy base stock: up to a fixed level of the inventory position. */
const BASE_STOCK = definePolicy({
  schema: z.strictObject({
    kind: z.literal('base-stock'),
    levelMw: quantity('MW', [-1e12], 'Base-stock level of the inventory position', { title: 'order-up-to level' }),
    ...REVIEW,
    ...ORDER_CAP,
  }),
  compile: ({ levelMw, reviewMonths, phaseMonth }) => ({
    order(node, input) {
      if (!isReviewed(node.month, phaseMonth, reviewMonths)) return 0;
      return (levelMw - inventoryPosition(node)) * node.perMw[input];
    },
    steadyStock: (node) => steadyStockAt(levelMw, node),
  }),
});

/**
 * Ordering policy of anchoring and adjustment: the forecast, plus a share of the gap in stock and supply line.
 *
 * Order of a node: `O = Lhat + alpha_S (S' - S - beta SL)`, S net stock, SL the supply line of its first input.
 *
 * Source: anchoring and adjustment in the beer game [Sterman1989].
 */
const STERMAN = definePolicy({
  schema: z.strictObject({
    kind: z.literal('sterman'),
    stockWeight: quantity('1', [0, 2], 'Alpha_S: share of the stock gap closed a month'),
    lineWeight: quantity('1', [0, 2], 'Beta: weight of the supply line'),
    targetMw: quantity('MW', [0], 'Desired stock plus beta times desired supply line'),
    fixedMonths: whole('months', [0, 1200], 'First months in which orders are fixed').default(0),
    fixedMwPerMonth: quantity('MW/month', [0], 'Orders in those months').default(0),
    ...ORDER_CAP,
  }),
  compile({ stockWeight, lineWeight, targetMw, fixedMonths, fixedMwPerMonth }) {
    const lineGain = stockWeight * lineWeight;
    return {
      order(node, input) {
        if (node.month < fixedMonths) return fixedMwPerMonth * node.perMw[input];
        const stock = node.onHandUnits + node.rawUnits[0] - node.nodeBacklogUnits;
        const order = node.forecastUnits + stockWeight * (targetMw - stock) - lineGain * node.onOrderUnits[0];
        return order * node.perMw[input];
      },
      steadyStock({ first, flow, forecast, backlogMonths, lateMonths, isFinished }) {
        if (stockWeight === 0) return targetMw;
        const line = (lineGain / stockWeight) * first.lineMonths * first.perMw * flow;
        const unfilled = (backlogMonths - lateMonths) * flow;
        const stock = targetMw - line + unfilled + (forecast - flow) / stockWeight;
        return stock > 0 && !isFinished ? stock / first.perMw : stock;
      },
    };
  },
});

/** Ordering policy (s, S): at or below the reorder point, up to the level. */
const REORDER_TO_LEVEL = definePolicy({
  schema: z.strictObject({
    kind: z.literal('s-S'),
    reorderMw: quantity('MW', [-1e12], 's: order when the position is at or below', { title: 'reorder point' }),
    levelMw: quantity('MW', [-1e12], 'S: order up to', { title: 'order-up-to level' }),
    ...ORDER_CAP,
  }),
  compile: ({ reorderMw, levelMw }) => ({
    order(node, input) {
      const position = inventoryPosition(node);
      return position <= reorderMw ? (levelMw - position) * node.perMw[input] : 0;
    },
    steadyStock: (node) => steadyStockAt(levelMw, node),
  }),
});

/** Ordering policy (r, Q): at or below the reorder point, one lot. */
const REORDER_LOT = definePolicy({
  schema: z.strictObject({
    kind: z.literal('r-Q'),
    reorderMw: quantity('MW', [-1e12], 'r: order when the position is at or below', { title: 'reorder point' }),
    lotMw: quantity('MW', [0], 'Q: amount ordered', { title: 'lot size' }),
    ...ORDER_CAP,
  }),
  compile: ({ reorderMw, lotMw }) => ({
    order: (node, input) => (inventoryPosition(node) <= reorderMw ? lotMw * node.perMw[input] : 0),
    steadyStock: (node) => steadyStockAt(reorderMw + lotMw, node),
  }),
});

const POLICIES = [APIOBPCS, ORDER_UP_TO, BASE_STOCK, STERMAN, REORDER_TO_LEVEL, REORDER_LOT] as const;

export const PolicySchema = z.discriminatedUnion('kind', schemasOf(POLICIES));
export type Policy = z.infer<typeof PolicySchema>;

export const compilePolicy = (policy: Policy): OrderingPolicy => compileRule<OrderingPolicy>(POLICIES, policy);
