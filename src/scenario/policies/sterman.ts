/** Ordering policy of anchoring and adjustment: the forecast, plus a share of the gap in stock and supply line. */

import * as z from 'zod';
import { quantity, whole } from '../fields.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

/**
 * Order of a node: `O = Lhat + alpha_S (S' - S - beta SL)`, S net stock, SL the supply line of its first input.
 *
 * Source: anchoring and adjustment in the beer game [Sterman1989].
 */
export const STERMAN = definePolicy({
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
