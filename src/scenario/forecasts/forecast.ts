/** What a forecast of demand is: its fields in a scenario, what it remembers, and its step. */

import type { Rule, RuleSchema } from '../rules.ts';

/** What a forecast sees of its node, and what it keeps there from month to month. */
export interface ForecastView {
  /** Demand of the month, MW: incoming orders, or end demand when it is shared. */
  demandUnits: number;
  /** Months over which a trend is carried: the longest supply line of an input. */
  horizonMonths: number;
  /** Kept: smoothed demand, MW/month, and its relative growth a month. */
  level: number;
  trend: number;
  /** Kept: last demands, the newest first, MW. Shape [historyMonths]. */
  history: Float64Array;
}

/** A forecast with the values that a scenario gives it. */
export interface Forecaster {
  /** Take in the demand of a month; the forecast of a month to come, MW/month. */
  step(node: ForecastView): number;
  /** Months of demand that it remembers; none unless it says otherwise. */
  readonly historyMonths?: number;
}

/** What a forecast makes of the months of demand that an order has to cover. */
export type ForecastFor = (protectionMonths: number) => Forecaster;

/** Check a forecast as it is written. */
export function defineForecast<Schema extends RuleSchema>(rule: Rule<ForecastFor, Schema>): Rule<ForecastFor, Schema> {
  return rule;
}
