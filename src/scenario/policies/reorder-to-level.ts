/** Ordering policy (s, S): at or below the reorder point, up to the level. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { inventoryPosition, steadyStockAt } from './inventory-position.ts';
import { definePolicy, ORDER_CAP } from './policy.ts';

export const REORDER_TO_LEVEL = definePolicy({
  schema: z.strictObject({
    kind: z.literal('s-S'),
    reorderMw: quantity('MW', [-1e12], 's: order when the position is at or below', { title: 'reorder point' }),
    levelMw: quantity('MW', [-1e12], 'S: order up to', { title: 'order-up-to level' }),
    ...ORDER_CAP,
  }),
  compile: ({ reorderMw, levelMw }) => ({
    order(node, input) {
      const position = inventoryPosition(node);
      return position <= reorderMw ? (levelMw - position) * node.perMw[input] : 0;
    },
    steadyStock: (node) => steadyStockAt(levelMw, node),
  }),
});
