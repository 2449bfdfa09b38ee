/** What an ordering policy is: its fields in a scenario, the orders it places and the stock it needs in the steady state. */

import { quantity } from '../fields.ts';
import type { Rule, RuleSchema } from '../rules.ts';

/** Allocate what a policy sees of its node when it orders; arrays have shape [input]. Duplicates do not count. */
export function createOrderingView(inputs: number) {
  return {
    month: 0,
    /** Demand forecast, MW of product a month. */
    forecastUnits: 0,
    /** Finished stock, and orders of customers not yet shipped, MW of product. */
    onHandUnits: 0,
    nodeBacklogUnits: 0,
    /** Months of orders that normally are unfilled when it orders, and months of forecast wanted as stock of inputs. */
    unfilledMonths: 0,
    stockMonths: 0,
    /** Orders that long-term agreements cover, MW of product a month; 0 without. */
    leastUnits: 0,
    /** Inputs of the node, at most as many as allocated. */
    inputs,
    /** MW of input per MW of product. */
    perMw: new Float64Array(inputs),
    /** Stock of the input; on the way, at the dock, unfilled at the supplier and in the mail; MW of input. */
    rawUnits: new Float64Array(inputs),
    onOrderUnits: new Float64Array(inputs),
    /** Months of orders that the supply line should hold at the normal lead time. */
    lineMonths: new Float64Array(inputs),
  };
}
export type OrderingView = ReturnType<typeof createOrderingView>;

/** Steady state of a node with inputs. */
export interface SteadyView {
  /** MW of product a month. */
  readonly flow: number;
  readonly stockMonths: number;
  readonly backlogMonths: number;
  /** Longest supply line of an input, and months that orders wait for the month to end; months. */
  readonly lineMonths: number;
  readonly lateMonths: number;
}

/** A policy with the values that a scenario gives it. */
export interface OrderingPolicy {
  /** Order on an input this month, MW of that input; below 0 is none. */
  order(node: OrderingView, input: number): number;
  /** Stock at which it orders just the flow, MW of product; never below 0. */
  steadyStock(node: SteadyView): number;
  /** Months of demand that an order has to cover; 1 unless the policy says otherwise. */
  readonly protectionMonths?: number;
}

/** Check a policy as it is written. */
export function definePolicy<Schema extends RuleSchema>(
  rule: Rule<OrderingPolicy, Schema>,
): Rule<OrderingPolicy, Schema> {
  return rule;
}

/** Fields that every policy has. */
export const ORDER_CAP = {
  orderCapMwPerMonth: quantity({
    unit: 'MW/month',
    description: 'Largest order a month; no limit when absent',
  }).optional(),
};
