/** Ordering policy (r, Q): at or below the reorder point, one lot. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { inventoryPosition, steadyStockAt } from './inventory-position.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

export const REORDER_LOT = definePolicy({
  schema: z.strictObject({
    kind: z.literal('r-Q'),
    reorderMw: quantity('MW', [-1e12], 'r: order when the position is at or below', { title: 'reorder point' }),
    lotMw: quantity('MW', [0], 'Q: amount ordered', { title: 'lot size' }),
    ...ORDER_CAP,
  }),
  compile: ({ reorderMw, lotMw }) => ({
    order: (node, input) => (inventoryPosition(node) <= reorderMw ? lotMw * node.perMw[input] : 0),
    steadyStock: (node) => steadyStockAt(reorderMw + lotMw, node),
  }),
});
