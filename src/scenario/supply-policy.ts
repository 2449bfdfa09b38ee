/** How a node forecasts its demand and turns stock, supply line and forecast into an order. */

import { z } from 'zod';
import { quantity, share, whole } from './fields.ts';

const weight = (description: string): z.ZodNumber => share(description);
const adjust = (description: string): z.ZodNumber => quantity({ unit: 'months', min: 0.1, description });
const orderCap = quantity({ unit: 'MW/month', description: 'Largest order a month; no limit when absent' }).optional();

export const ForecastSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trend'),
    weight: weight('Weight of the newest demand in the level'),
    trendWeight: quantity({ unit: '1', max: 3, description: 'Weight on the trend carried over the lead time' }),
    trendSmoothing: weight('Weight of the newest growth in the trend'),
  }),
  z.strictObject({ kind: z.literal('exponential'), weight: weight('Weight of the newest demand') }),
  z.strictObject({
    kind: z.literal('moving-average'),
    months: whole({ unit: 'months', min: 1, max: 120, description: 'Months averaged' }),
  }),
  z.strictObject({
    kind: z.literal('ar1'),
    meanMwPerMonth: quantity({ unit: 'MW/month', description: 'Mean of demand' }),
    autocorrelation: quantity({ unit: '1', min: -0.999, max: 0.999, description: 'Rho of demand' }),
  }),
  z.strictObject({
    kind: z.literal('constant'),
    meanMwPerMonth: quantity({ unit: 'MW/month', description: 'Mean of demand, known' }),
  }),
]);

export const PolicySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('apiobpcs'),
    stockAdjustMonths: adjust('T_i: time in which a gap in stock is closed'),
    lineAdjustMonths: adjust('T_w: time in which a gap in the supply line is closed'),
    lineWeight: quantity({ unit: '1', max: 2, description: 'Beta: how far the supply line is seen; 1 is fully' }),
    orderCapMwPerMonth: orderCap,
  }),
  z.strictObject({
    kind: z.literal('order-up-to'),
    protectionMonths: quantity({ unit: 'months', description: 'Months of forecast demand that the position covers' }),
    safetyMw: quantity({ unit: 'MW', description: 'Safety stock' }).default(0),
    reviewMonths: whole({ unit: 'months', min: 1, max: 120, description: 'Months between orders' }).default(1),
    phaseMonth: whole({ unit: 'months', max: 119, description: 'First month with an order' }).default(0),
    orderCapMwPerMonth: orderCap,
  }),
  z.strictObject({
    kind: z.literal('base-stock'),
    levelMw: quantity({ unit: 'MW', min: -1e12, description: 'Base-stock level of the inventory position' }),
    reviewMonths: whole({ unit: 'months', min: 1, max: 120, description: 'Months between orders' }).default(1),
    phaseMonth: whole({ unit: 'months', max: 119, description: 'First month with an order' }).default(0),
    orderCapMwPerMonth: orderCap,
  }),
  z.strictObject({
    kind: z.literal('sterman'),
    stockWeight: quantity({ unit: '1', max: 2, description: 'Alpha_S: share of the stock gap closed a month' }),
    lineWeight: quantity({ unit: '1', max: 2, description: 'Beta: how far the supply line is seen' }),
    targetMw: quantity({ unit: 'MW', description: 'Desired stock plus beta times desired supply line' }),
    fixedMonths: whole({ unit: 'months', max: 1200, description: 'First months in which orders are fixed' }).default(0),
    fixedMwPerMonth: quantity({ unit: 'MW/month', description: 'Orders in those months' }).default(0),
    orderCapMwPerMonth: orderCap,
  }),
  z.strictObject({
    kind: z.literal('s-S'),
    reorderMw: quantity({ unit: 'MW', min: -1e12, description: 's: order when the position is at or below' }),
    levelMw: quantity({ unit: 'MW', min: -1e12, description: 'S: order up to' }),
    orderCapMwPerMonth: orderCap,
  }),
  z.strictObject({
    kind: z.literal('r-Q'),
    reorderMw: quantity({ unit: 'MW', min: -1e12, description: 'r: order when the position is at or below' }),
    lotMw: quantity({ unit: 'MW', description: 'Q: amount ordered' }),
    orderCapMwPerMonth: orderCap,
  }),
]);

export type Forecast = z.infer<typeof ForecastSchema>;
export type Policy = z.infer<typeof PolicySchema>;
