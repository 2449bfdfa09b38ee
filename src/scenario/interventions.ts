/** Dated interventions: events that the scenario sets for a given month. */

import * as z from 'zod';
import { quantity, share, whole } from './fields.ts';

const month = whole('months', [0, 1200], 'Month of the run in which it starts, from 0');
const months = whole('months', [1, 1200], 'Duration');
const target = (what: string) => z.string().min(1).meta({ description: what });

const equity = target('Listed company');
const log = (description: string) => quantity('1', [-5, 5], description);

/** News for a market, dated to a month. */
export const NEWS = [
  z.strictObject({
    kind: z.literal('earnings-surprise'),
    month,
    equity,
    logSurprise: log('Log of reported over true earnings; the company reports in that month'),
  }),
  z.strictObject({
    kind: z.literal('growth-revision'),
    month,
    equity,
    changePerYear: quantity('1/year', [-2, 2], 'Change of expected growth'),
  }),
  z.strictObject({
    kind: z.literal('price-shock'),
    month,
    equity: equity.optional(),
    logReturn: log('Log return before dealer hedging, of one company, or of all times their betas'),
    day: whole('days', [1, 31], 'Trading day on which the news reaches the lead venue').optional(),
    intradayReach: quantity(
      '1',
      [1, 10],
      'Lowest point of that day over its close; the default of the market when absent',
    ).optional(),
  }),
  z.strictObject({
    kind: z.literal('narrative-impulse'),
    month,
    change: log('Change of the narrative'),
  }),
] as const;

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
    loss: share('Share of its capacity that is lost'),
  }),
  z.strictObject({
    kind: z.literal('demand-shock'),
    month,
    factor: quantity('1', [0.01, 10], 'Factor on potential AI spending, from then on'),
  }),
  z.strictObject({
    kind: z.literal('credit-freeze'),
    month,
    months,
    factor: quantity('1', [0, 1], 'Factor on the leverage that lenders accept'),
  }),
  z.strictObject({
    kind: z.literal('capex-change'),
    month,
    months,
    firm: target('Builder'),
    factor: quantity('1', [0, 10], 'Factor on the orders that the builder wants'),
  }),
  z.strictObject({
    kind: z.literal('order-growth'),
    month,
    months,
    growthPerMonth: quantity(
      '1/month',
      [-0.5, 0.5],
      'Imposed growth of the orders of every builder, independent of targets and limits',
    ),
  }),
  z.strictObject({
    kind: z.literal('grid-additions'),
    month,
    months,
    region: target('Region id; all regions when absent').optional(),
    factor: quantity('1', [0, 100], 'Factor on the capacity that the grid adds'),
  }),
  z.strictObject({
    kind: z.literal('permit-time'),
    month,
    months,
    region: target('Region id; all regions when absent').optional(),
    factor: quantity('1', [0.01, 100], 'Factor on the time that permits take'),
  }),
  z.strictObject({
    kind: z.literal('efficiency-shock'),
    month,
    factor: quantity('1', [0.1, 100], 'Factor on tasks per unit of compute: a task needs less compute and costs less'),
  }),
  z.strictObject({
    kind: z.literal('lab-default'),
    month,
    share: share('Part of the commitments of AI labs that ends'),
  }),
  z.strictObject({
    kind: z.literal('rate-rise'),
    month,
    changePerYear: quantity('1/year', [-0.2, 0.2], 'Permanent change of the risk-free rate'),
  }),
  ...NEWS,
]);

export const InterventionsSchema = z.array(InterventionSchema).default([]);

export type Intervention = z.infer<typeof InterventionSchema>;

/** News for a market, of which `type` an intervention may be. */
export type News = z.infer<(typeof NEWS)[number]>;
