/** Ordering policy order-up-to: forecast demand of the protection period, plus a safety stock. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { inventoryPosition, steadyStockAt } from './inventory-position.ts';
import { isReviewed, REVIEW } from './periodic-review.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

export const ORDER_UP_TO = definePolicy({
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
