/** Demand for AI compute: adoption, price, market shares, and what customers get for their money. */

import { z } from 'zod';
import { quantity, share } from './fields.ts';

export const DemandSchema = z.strictObject({
  revenueUsdBnPerYear: quantity({
    unit: 'USD bn/year',
    min: 0.1,
    description: 'AI revenue of all builders at month 0',
  }),
  initialAdoption: quantity({ unit: '1', min: 0.001, max: 0.99, description: 'Share of potential spending adopted' }),
  bassInnovationPerYear: quantity({ unit: '1/year', max: 1, description: 'Bass p: adoption without imitation' }),
  bassImitationPerYear: quantity({ unit: '1/year', max: 2, description: 'Bass q: adoption by imitation' }),
  spendGrowthPerYear: quantity({
    unit: '1/year',
    min: -0.2,
    max: 0.3,
    description: 'Growth of potential spending at full adoption (nominal output)',
  }),
  priceElasticity: quantity({ unit: '1', max: 5, description: 'Epsilon: elasticity of demand for effective compute' }),
  priceAdjustPerYear: quantity({ unit: '1/year', max: 12, description: 'Kappa: speed at which price clears' }),
  targetUtilisation: quantity({ unit: '1', min: 0.1, max: 1, description: 'Utilisation at which price stands still' }),
  initialUtilisation: quantity({ unit: '1', min: 0.1, max: 1, description: 'Utilisation of live systems at month 0' }),
  volatilityPerYear: quantity({ unit: '1/year', max: 1, description: 'Standard deviation of the demand shock' }),
  shockReversionPerYear: quantity({
    unit: '1/year',
    max: 12,
    description: 'Speed at which the demand shock reverts to its mean; 0 is a random walk',
  }),
  performanceGrowthPerYear: quantity({
    unit: '1/year',
    max: 2,
    description: 'Growth of effective compute per MW from one vintage to the next',
  }),
  serviceMargin: share('Revenue left after cost of sales other than running the systems'),
  operatingCostUsdBnPerMwYear: quantity({
    unit: 'USD bn/(MW year)',
    description: 'Cost of running a MW at month-0 power prices',
  }),
  powerCostShare: share('Part of the operating cost that moves with the price of power'),
  shareGainPerYear: quantity({ unit: '1/year', max: 12, description: 'Speed at which a builder gains market share' }),
  shareLossPerYear: quantity({ unit: '1/year', max: 12, description: 'Speed at which a builder loses market share' }),
  maturityYears: quantity({
    unit: 'years',
    min: 0.1,
    max: 20,
    description: 'Time that adopters need to turn AI into benefit (J-curve)',
  }),
  benefitRatio: quantity({
    unit: '1',
    max: 20,
    description: "Mature customers' benefit a year over their spending a year",
  }),
  intangibleCostRatio: quantity({
    unit: '1',
    max: 20,
    description: 'One-off cost of adopting, as a multiple of the new spending a year',
  }),
  returnHurdle: quantity({ unit: '1', max: 5, description: 'Benefit over cost at which half of the customers renew' }),
  returnWidth: quantity({ unit: '1', min: 0.01, max: 5, description: 'Spread of that hurdle over customers' }),
  churnPerYear: quantity({ unit: '1/year', max: 2, description: 'Adopters lost a year when nobody would renew' }),
});

export type Demand = z.infer<typeof DemandSchema>;
