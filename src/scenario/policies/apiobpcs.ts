/** Ordering policy APIOBPCS: forecast, plus a share of the gaps in stock and in the supply line. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

const adjust = (description: string): z.ZodNumber => quantity('months', [0.1], description);

/**
 * Order of a node on one input: `O = F + (S* - S) / T_i + beta (L* - L) / T_w`, per MW of input.
 *
 * S is input stock plus finished stock minus backlog, L the supply line. beta = 1 counts the line fully, beta < 1
 * is the misperception of [Sterman1989]; T_i = T_w = 1 is order-up-to. Long-term agreements are always ordered.
 *
 * Source: automatic pipeline inventory and order based production control [DejonckheereDisneyLambrechtTowill2003].
 */
export const APIOBPCS = definePolicy({
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
