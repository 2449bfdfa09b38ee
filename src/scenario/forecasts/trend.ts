/** Forecast of level and growth: exponential smoothing of both, with the growth carried over the lead time. */

import * as z from 'zod';
import { quantity, share } from '../fields.ts';
import { defineForecast } from './forecast.ts';

/** Shares of the level between which an extrapolated forecast stays. */
const LEAST_EXTRAPOLATION = 0.25;
const MOST_EXTRAPOLATION = 4;
/** Monthly growth beyond which a jump is not part of the trend. */
const MOST_GROWTH = 1;

/**
 * `E = level (1 + trend)`, `level = E + a (d - E)`, `trend += b (level / level before - 1 - trend)`,
 * `F = level (1 + w trend horizon)`.
 *
 * The level already grows by the trend, so it does not lag behind demand that grows steadily.
 *
 * Source: Holt's linear method with relative growth, [Holt2004].
 */
export const TREND = defineForecast({
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
