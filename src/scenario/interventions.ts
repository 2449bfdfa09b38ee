/** Dated interventions: what the scenario makes happen in a given month, whatever chance does. */

import { z } from 'zod';
import { quantity, share, whole } from './fields.ts';

const month = whole({ unit: 'months', max: 1200, description: 'Month of the run in which it starts, from 0' });
const months = whole({ unit: 'months', min: 1, max: 1200, description: 'How long it lasts' });
const target = (what: string) => z.string().min(1).meta({ description: what });

export const InterventionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('moratorium'), month, months, region: target('Region id') }),
  z.strictObject({ kind: z.literal('permit-delay'), month, months, region: target('Region id') }),
  z.strictObject({ kind: z.literal('export-control'), month, months }),
  z.strictObject({ kind: z.literal('antitrust'), month, months }),
  z.strictObject({
    kind: z.literal('outage'),
    month,
    months,
    node: target('Supply node id'),
    company: target('Supplier company id at that node'),
    loss: share('Share of its capacity that it loses'),
  }),
  z.strictObject({
    kind: z.literal('demand-shock'),
    month,
    factor: quantity({ unit: '1', min: 0.01, max: 10, description: 'Factor on potential AI spending, from then on' }),
  }),
  z.strictObject({
    kind: z.literal('credit-freeze'),
    month,
    months,
    factor: quantity({ unit: '1', max: 1, description: 'Factor on the leverage that lenders accept' }),
  }),
]);

export const InterventionsSchema = z.array(InterventionSchema).default([]);

export type Intervention = z.infer<typeof InterventionSchema>;
