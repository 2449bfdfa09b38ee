/** A plain market: listed companies with exogenous earnings, without a race. */

import * as z from 'zod';
import { schemaVersion, TITLE } from './head.ts';
import { identifier, quantity, whole } from './fields.ts';
import { NEWS } from './interventions.ts';
import { MarketSchema } from './market.ts';
import { NarrativeSchema } from './noise.ts';

/** True earnings of a listed company where they differ from what investors expect at month 0. */
const EarningsSchema = z.strictObject({
  id: identifier('Listed company'),
  growthPerYear: quantity(
    '1/year',
    [-0.9, 3],
    'True growth at month 0; by default the growth that investors expect',
  ).optional(),
  growthFadePerYear: quantity(
    '1/year',
    [0.01, 3],
    'Rate at which true growth fades to the long run; by default the rate that investors expect',
  ).optional(),
  volatilityPerYear: quantity('1/year', [0, 3], 'Standard deviation of the random walk in log earnings').default(0),
});

const { funding, mechanisms } = MarketSchema.shape;

/** The market section of the economy, without the required keys for builders. */
const PlainMarketSchema = MarketSchema.extend({
  mechanisms: mechanisms.extend({
    costOfCapital: mechanisms.shape.costOfCapital.default(false),
    leverage: mechanisms.shape.leverage.default(false),
  }),
  funding: funding.default({ mispricingPerYear: 0, equityWeight: 0, leverageSlope: 0, spreadElasticity: 0 }),
});

export const MarketRunSchema = z.strictObject({
  schemaVersion,
  kind: z.literal('market').meta({ description: 'A plain market' }),
  ...TITLE,
  horizonMonths: whole('months', [1, 20_000], 'Months simulated'),
  riskFreePerYear: quantity('1/year', [0, 0.3], 'Risk-free rate', { title: 'risk-free rate' }),
  narrative: NarrativeSchema,
  earnings: z
    .array(EarningsSchema)
    .default([])
    .meta({ description: 'True earnings; a company without an entry earns what investors expect' }),
  market: PlainMarketSchema,
  interventions: z.array(z.discriminatedUnion('kind', NEWS)).default([]),
});

/** A resolved market run: every number bare, every default filled in. */
export type MarketRun = z.infer<typeof MarketRunSchema>;
