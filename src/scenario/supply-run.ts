/** A plain supply run: a network with exogenous demand, without a race. */

import * as z from 'zod';
import { schemaVersion, TITLE } from './head.ts';
import { DemandProcessSchema } from './demand-process.ts';
import { whole } from './fields.ts';
import { SupplySchema } from './supply.ts';

export const SupplyRunSchema = z
  .strictObject({
    schemaVersion,
    kind: z.literal('supply').meta({ description: 'A plain supply network' }),
    ...TITLE,
    goodsUnit: z
      .string()
      .regex(/^\p{L}[\p{L}\p{N} -]{0,23}$/u, 'expected a word such as pallets')
      .meta({ description: 'Unit of goods in results; the keys of the scenario say MW for it. MW by default' })
      .optional(),
    horizonMonths: whole('months', [1, 20_000], 'Months simulated'),
    supply: SupplySchema,
    demandProcess: DemandProcessSchema,
  })
  .superRefine(({ supply, demandProcess }, context) => {
    const known = supply.nodes.map((node) => node.id);
    for (const [k, customer] of demandProcess.entries()) {
      if (demandProcess.findIndex((other) => other.id === customer.id) !== k) {
        context.addIssue({
          code: 'custom',
          path: ['demandProcess', k, 'id'],
          message: `duplicate customer "${customer.id}"`,
        });
      }
      for (const [i, node] of customer.nodes.entries()) {
        if (known.includes(node)) continue;
        const message = `unknown node: "${node}" (known: ${known.join(', ')})`;
        context.addIssue({ code: 'custom', path: ['demandProcess', k, 'nodes', i], message });
      }
    }
  });

/** A resolved supply run: every number bare, every default filled in. */
export type SupplyRun = z.infer<typeof SupplyRunSchema>;
