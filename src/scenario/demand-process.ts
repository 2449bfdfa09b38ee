/** Demand of a plain supply run: customers, amounts, and responses to shortage. */

import * as z from 'zod';
import { choice, identifier, quantity, text, whole } from './fields.ts';

const rate = (description: string): z.ZodNumber => quantity('MW/month', [0], description);

/** A demand process; negative demand is set to 0. The reader turns one of kind `csv` into a list. */
const ProcessSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), mwPerMonth: rate('Demand of every month') }),
  z.strictObject({
    kind: z.literal('step'),
    mwPerMonth: rate('Demand before the step'),
    toMwPerMonth: rate('Demand from the step on'),
    month: whole('months', [0, 1200], 'First month of the new demand, from 0'),
  }),
  z.strictObject({
    kind: z.literal('ar1'),
    meanMwPerMonth: rate('Mean'),
    autocorrelation: quantity('1', [-0.999, 0.999], 'Rho'),
    shockMwPerMonth: rate('Standard deviation of the shocks'),
  }),
  z.strictObject({
    kind: z.literal('normal'),
    meanMwPerMonth: rate('Mean'),
    deviationMwPerMonth: rate('Standard deviation'),
  }),
  z.strictObject({
    kind: z.literal('poisson'),
    meanMwPerMonth: quantity('MW/month', [0, 500], 'Mean, and variance'),
  }),
  z.strictObject({
    kind: z.literal('list'),
    mwPerMonth: z.array(rate('Demand of a month')).min(1).meta({ description: 'Demand month by month, then again' }),
  }),
  z.strictObject({
    kind: z.literal('csv'),
    file: text('CSV file beside the scenario, a line for each month from the first of the scenario on, then again'),
    column: z.string().min(1).default('demand').meta({ description: 'Its column of demand; the other is month' }),
  }),
]);

/** A process as a scenario that is read has it: no file is left to read. */
const ReadProcessSchema = ProcessSchema.transform((process, context) => {
  if (process.kind !== 'csv') return process;
  context.addIssue({
    code: 'custom',
    path: ['file'],
    message:
      "a file of demand is named by a scenario file, an overlay, or a whole process: --set 'demandProcess[shops].process={kind: csv, file: demand.csv}'",
  });
  return z.NEVER;
});

const ResponseSchema = z.strictObject({
  rule: choice(
    ['need-over-fill', 'best-response', 'supply-line'],
    'Response to shortage: need over the last fill rate; best response to the orders of others; or need plus a supply line for the wait',
  ),
  maxInflation: quantity('1', [1], 'Largest ratio of orders to need; no limit when absent').optional(),
  adjustMonths: quantity('months', [0.1], 'Time in which the supply line is adjusted').default(1),
});

const CustomerSchema = z.strictObject({
  id: identifier('Customer outside the network'),
  nodes: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: 'Nodes it orders from; at several it duplicates every order and cancels on first delivery' }),
  process: ReadProcessSchema,
  unfilled: choice(['wait', 'lapse'], 'Orders not shipped at once wait in the backlog, or are withdrawn').default(
    'wait',
  ),
  response: ResponseSchema.optional(),
});

export const DemandProcessSchema = z.array(CustomerSchema).min(1);

export type Process = z.infer<typeof ReadProcessSchema>;
export type DemandProcess = z.infer<typeof DemandProcessSchema>;
export type Customer = DemandProcess[number];
