/** Forecasts of demand: fields, memory and step of each. To add one: define it and list it at the end. */

import * as z from 'zod';
import { quantity, share, whole } from './fields.ts';
import { compileRule, type Rule, type RuleSchema, schemasOf } from './rules.ts';

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
type ForecastFor = (protectionMonths: number) => Forecaster;

/** Check the type of a forecast. */
function defineForecast<Schema extends RuleSchema>(rule: Rule<ForecastFor, Schema>): Rule<ForecastFor, Schema> {
  return rule;
}

/** Shares of the level between which an extrapolated forecast stays. */
const LEAST_EXTRAPOLATION = 0.25;
const MOST_EXTRAPOLATION = 4;
/** Monthly growth beyond which a jump is not part of the trend. */
const MOST_GROWTH = 1;

/**
 * Forecast of level and growth: exponential smoothing of both, with the growth carried over the lead time.
 *
 * `E = level (1 + trend)`, `level = E + a (d - E)`, `trend += b (level / level before - 1 - trend)`,
 * `F = level (1 + w trend horizon)`.
 *
 * The level already grows by the trend, so it does not lag behind demand that grows steadily.
 *
 * Source: Holt's linear method with relative growth, [Holt2004].
 */
const TREND = defineForecast({
  schema: z.strictObject({
    kind: z.literal('trend'),
    weight: share('Weight of the newest demand in the level'),
    trendWeight: quantity('1', [0, 3], 'Weight on the trend carried over the lead time'),
    trendSmoothing: share('Weight of the newest growth in the trend', 'weight of the newest growth in the forecast'),
  }),
  compile:
    ({ weight, trendWeight, trendSmoothing }) =>
    () => ({
      step(node) {
        const before = node.level;
        const expected = before * (1 + node.trend);
        const change = expected - before + weight * (node.demandUnits - expected);
        node.level = before + change;
        if (before > 0) node.trend += trendSmoothing * (Math.min(MOST_GROWTH, change / before) - node.trend);
        const carried = 1 + trendWeight * node.trend * node.horizonMonths;
        return node.level * Math.min(MOST_EXTRAPOLATION, Math.max(LEAST_EXTRAPOLATION, carried));
      },
    }),
});

/**
 * Forecast by exponential smoothing.
 *
 * Source: smoothing as in [ChenDreznerRyanSimchiLevi2000].
 */
const EXPONENTIAL = defineForecast({
  schema: z.strictObject({ kind: z.literal('exponential'), weight: share('Weight of the newest demand') }),
  compile:
    ({ weight }) =>
    () => ({
      step(node) {
        node.level += weight * (node.demandUnits - node.level);
        return node.level;
      },
    }),
});

/**
 * Forecast by the moving average of demand.
 *
 * Source: moving average as in [ChenDreznerRyanSimchiLevi2000].
 */
const MOVING_AVERAGE = defineForecast({
  schema: z.strictObject({
    kind: z.literal('moving-average'),
    months: whole('months', [1, 120], 'Months averaged'),
  }),
  compile:
    ({ months }) =>
    () => ({
      historyMonths: months,
      step(node) {
        const { history } = node;
        let sum = node.demandUnits;
        for (let k = months - 1; k > 0; k--) {
          history[k] = history[k - 1];
          sum += history[k];
        }
        history[0] = node.demandUnits;
        node.level = sum / months;
        return node.level;
      },
    }),
});

/**
 * Weight of the newest deviation: the minimum-mean-square forecast of the next A months together is
 * `A mu + rho (1 - rho^A) / (1 - rho) (d - mu)`; an A-th of it is the forecast of a month.
 */
function weightOver(months: number, autocorrelation: number): number {
  if (months === 0) return 0;
  let power = 1;
  let sum = 0;
  for (let k = 1; k <= months; k++) {
    power *= autocorrelation;
    sum += power;
  }
  return sum / months;
}

/**
 * Forecast of AR(1) demand with known parameters: minimum mean square error.
 *
 * Source: order-up-to on AR(1) demand [LeePadmanabhanWhang1997].
 */
const AR1 = defineForecast({
  schema: z.strictObject({
    kind: z.literal('ar1'),
    meanMwPerMonth: quantity('MW/month', [0], 'Mean of demand'),
    autocorrelation: quantity('1', [-0.999, 0.999], 'Rho of demand'),
  }),
  compile:
    ({ meanMwPerMonth, autocorrelation }) =>
    (protectionMonths) => {
      const weight = weightOver(protectionMonths, autocorrelation);
      return {
        step(node) {
          node.level = node.demandUnits;
          return meanMwPerMonth + weight * (node.demandUnits - meanMwPerMonth);
        },
        steadyUnits: (flow) => meanMwPerMonth + weight * (flow - meanMwPerMonth),
      };
    },
});

/** Forecast of demand with a known mean. */
const CONSTANT_MEAN = defineForecast({
  schema: z.strictObject({
    kind: z.literal('constant'),
    meanMwPerMonth: quantity('MW/month', [0], 'Mean of demand, known'),
  }),
  compile:
    ({ meanMwPerMonth }) =>
    () => ({
      step(node) {
        node.level = node.demandUnits;
        return meanMwPerMonth;
      },
      steadyUnits: () => meanMwPerMonth,
    }),
});

const FORECASTS = [TREND, EXPONENTIAL, MOVING_AVERAGE, AR1, CONSTANT_MEAN] as const;

export const ForecastSchema = z.discriminatedUnion('kind', schemasOf(FORECASTS));
export type Forecast = z.infer<typeof ForecastSchema>;

/** @param protectionMonths  Months of demand that an order has to cover. */
export const compileForecast = (forecast: Forecast, protectionMonths: number): Forecaster =>
  compileRule<ForecastFor>(FORECASTS, forecast)(protectionMonths);
