/** Defines an ordering policy: its scenario fields, orders, and steady-state stock. */

import { quantity } from '../fields.ts';
import type { Rule, RuleSchema } from '../rules.ts';

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
export type OrderingView = ReturnType<typeof createOrderingView>;

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
export interface OrderingPolicy {
  /** Order on an input this month, MW of that input; below 0 is none. */
  order(node: OrderingView, input: number): number;
  /** Stock of the input at which it orders exactly the flow, MW of product; below 0 it has none and customers wait. */
  steadyStock(node: SteadyView): number;
  /** Months of demand that an order has to cover; 1 by default. */
  readonly protectionMonths?: number;
}

/** Check the type of a policy. */
export function definePolicy<Schema extends RuleSchema>(
  rule: Rule<OrderingPolicy, Schema>,
): Rule<OrderingPolicy, Schema> {
  return rule;
}

/** Fields that every policy has. */
export const ORDER_CAP = {
  orderCapMwPerMonth: quantity('MW/month', [0], 'Largest monthly order; no limit when absent').optional(),
};
