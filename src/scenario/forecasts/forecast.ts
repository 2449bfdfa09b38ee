/** Defines a demand forecast: its scenario fields, memory, and step. */

import type { Rule, RuleSchema } from '../rules.ts';

/** Inputs of a forecast from its node, and its memory. */
export interface ForecastView {
  /** Demand of the month, MW: incoming orders, or end demand when it is shared. */
  demandUnits: number;
  /** Months over which a trend is carried: the longest supply line of an input. */
  horizonMonths: number;
  /** Memory: smoothed demand, MW/month, and its relative monthly growth. */
  level: number;
  trend: number;
  /** Memory: last demands, the newest first, MW. Shape [historyMonths]. */
  history: Float64Array;
}

/** A forecast with the values that a scenario gives it. */
export interface Forecaster {
  /** Update with the demand of a month; returns the forecast of a future month, MW/month. */
  step(node: ForecastView): number;
  /** Forecast when demand is always `flow`, where that is not the flow itself. */
  steadyUnits?(flow: number): number;
  /** Months of demand in memory; 0 by default. */
  readonly historyMonths?: number;
}

/** Effect of the months of demand that an order has to cover. */
export type ForecastFor = (protectionMonths: number) => Forecaster;

/** Check the type of a forecast. */
export function defineForecast<Schema extends RuleSchema>(rule: Rule<ForecastFor, Schema>): Rule<ForecastFor, Schema> {
  return rule;
}
