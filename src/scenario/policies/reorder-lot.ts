/** Ordering policy (r, Q): at or below the reorder point, one lot. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { inventoryPosition, steadyStockAt } from './inventory-position.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

export const REORDER_LOT = definePolicy({
  schema: z.strictObject({
    kind: z.literal('r-Q'),
    reorderMw: quantity({
      title: 'reorder point',
      unit: 'MW',
      min: -1e12,
      description: 'r: order when the position is at or below',
    }),
    lotMw: quantity({ title: 'lot size', unit: 'MW', description: 'Q: amount ordered' }),
    ...ORDER_CAP,
  }),
  compile: ({ reorderMw, lotMw }) => ({
    order: (node, input) => (inventoryPosition(node) <= reorderMw ? lotMw * node.perMw[input] : 0),
    steadyStock: (node) => steadyStockAt(reorderMw + lotMw, node),
  }),
});
