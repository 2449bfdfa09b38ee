/** Dated interventions: events that the scenario sets for a given month. */

import * as z from 'zod';
import { quantity, share, text, whole } from './fields.ts';

const month = whole('months', [0, 1200], 'Month of the run in which it starts, from 0');
const months = whole('months', [1, 1200], 'Duration');

const equity = text('Listed company');
const log = (description: string) => quantity('1', [-5, 5], description);

/** An intervention of a month, or one that lasts. */
const dated = <const Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  z.strictObject({ kind: z.literal(kind), month, ...fields });
const lasting = <const Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  dated(kind, { months, ...fields });

/** News for a market, dated to a month. */
export const NEWS = [
  dated('earnings-surprise', {
    equity,
    logSurprise: log('Log of reported over true earnings; the company reports in that month'),
  }),
  dated('growth-revision', { equity, changePerYear: quantity('1/year', [-2, 2], 'Change of expected growth') }),
  dated('price-shock', {
    equity: equity.optional(),
    logReturn: log('Log return before dealer hedging, of one company, or of all times their betas'),
    day: whole('days', [1, 31], 'Trading day on which the news reaches the lead venue').optional(),
    intradayReach: quantity(
      '1',
      [1, 10],
      'Lowest point of that day over its close; the default of the market when absent',
    ).optional(),
  }),
  dated('narrative-impulse', { change: log('Change of the narrative') }),
] as const;

export const InterventionSchema = z.discriminatedUnion('kind', [
  lasting('moratorium', { region: text('Region id') }),
  lasting('permit-delay', { region: text('Region id') }),
  lasting('export-control', {}),
  lasting('antitrust', {}),
  lasting('outage', {
    node: text('Supply node id'),
    company: text('Supplier company id at that node'),
    loss: share('Share of its capacity that is lost'),
  }),
  dated('demand-shock', { factor: quantity('1', [0.01, 10], 'Factor on potential AI spending, from then on') }),
  lasting('credit-freeze', { factor: quantity('1', [0, 1], 'Factor on the leverage that lenders accept') }),
  lasting('capex-change', {
    firm: text('Builder'),
    factor: quantity('1', [0, 10], 'Factor on the orders that the builder wants'),
  }),
  lasting('order-growth', {
    growthPerMonth: quantity(
      '1/month',
      [-0.5, 0.5],
      'Imposed growth of the orders of every builder, independent of targets and limits',
    ),
  }),
  lasting('grid-additions', {
    region: text('Region id; all regions when absent').optional(),
    factor: quantity('1', [0, 100], 'Factor on the capacity that the grid adds'),
  }),
  lasting('permit-time', {
    region: text('Region id; all regions when absent').optional(),
    factor: quantity('1', [0.01, 100], 'Factor on the time that permits take'),
  }),
  dated('efficiency-shock', {
    factor: quantity('1', [0.1, 100], 'Factor on tasks per unit of compute: a task needs less compute and costs less'),
  }),
  dated('lab-default', { share: share('Part of the commitments of AI labs that ends') }),
  dated('rate-rise', { changePerYear: quantity('1/year', [-0.2, 0.2], 'Permanent change of the risk-free rate') }),
  ...NEWS,
]);

export const InterventionsSchema = z.array(InterventionSchema).default([]);

export type Intervention = z.infer<typeof InterventionSchema>;

/** News for a market, of which `type` an intervention may be. */
export type News = z.infer<(typeof NEWS)[number]>;
