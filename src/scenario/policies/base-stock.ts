/** Ordering policy base stock: up to a fixed level of the inventory position. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { inventoryPosition, steadyStockAt } from './inventory-position.ts';
import { isReviewed, REVIEW } from './periodic-review.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

export const BASE_STOCK = definePolicy({
  schema: z.strictObject({
    kind: z.literal('base-stock'),
    levelMw: quantity('MW', [-1e12], 'Base-stock level of the inventory position', { title: 'order-up-to level' }),
    ...REVIEW,
    ...ORDER_CAP,
  }),
  compile: ({ levelMw, reviewMonths, phaseMonth }) => ({
    order(node, input) {
      if (!isReviewed(node.month, phaseMonth, reviewMonths)) return 0;
      return (levelMw - inventoryPosition(node)) * node.perMw[input];
    },
    steadyStock: (node) => steadyStockAt(levelMw, node),
  }),
});
