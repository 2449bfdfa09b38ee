/** Demand for AI compute: adoption, price, market shares, and benefits of customers. */

import * as z from 'zod';
import { quantity, share } from './fields.ts';

/** AI labs: customers with commitments ahead of their revenue, who pay from revenue and funding. */
const LabsSchema = z.strictObject({
  revenueUsdBnPerYear: quantity({
    unit: 'USD bn/year',
    title: 'revenue of AI labs',
    description: 'Revenue of the labs at month 0',
  }),
  growthPerYear: quantity({
    unit: '1/year',
    min: -1,
    max: 3,
    title: 'growth of AI labs',
    description: 'Log growth of it at month 0',
  }),
  growthFadePerYear: quantity({
    title: 'fading of the growth of AI labs',
    unit: '1/year',
    min: 0.01,
    max: 5,
    description: 'Rate at which that growth fades',
  }),
  computeShare: share('Part of their revenue that labs spend on compute'),
  fundingUsdBnPerYear: quantity({
    title: 'funding of AI labs',
    unit: 'USD bn/year',
    description: 'External funding spent on compute per year',
  }),
  fundingNarrativeSlope: quantity({
    unit: '1',
    max: 20,
    description: 'Relative change of funding per unit of narrative above that of month 0',
  }),
  paidUsdBnPerYear: quantity({
    title: 'payments of AI labs',
    unit: 'USD bn/year',
    description: 'Payments of labs to builders at month 0',
  }),
  commitmentYears: quantity({
    title: 'years covered by commitments of AI labs',
    unit: 'years',
    min: 0.1,
    max: 20,
    description: 'Years of growth covered by commitments, and the time in which commitments adjust to that',
  }),
  rollOffPerYear: quantity({
    title: 'expiry of commitments of AI labs',
    unit: '1/year',
    max: 4,
    description: 'Share of commitments that expires per year',
  }),
  defaultRatePerYear: quantity({
    title: 'renegotiation rate of AI labs',
    unit: '1/year',
    max: 12,
    description: 'Rate of renegotiation when labs can pay for none of their commitments; in proportion below that',
  }),
});

export const DemandSchema = z.strictObject({
  revenueUsdBnPerYear: quantity({
    title: 'AI revenue at month 0',
    unit: 'USD bn/year',
    min: 0.1,
    description: 'AI revenue of all builders at month 0, payments by AI labs included',
  }),
  initialAdoption: quantity({ unit: '1', min: 0.001, max: 0.99, description: 'Share of potential spending adopted' }),
  bassInnovationPerYear: quantity({ unit: '1/year', max: 1, description: 'Bass p: adoption without imitation' }),
  bassImitationPerYear: quantity({
    title: 'adoption by imitation (Bass q)',
    unit: '1/year',
    max: 2,
    description: 'Bass q: adoption by imitation',
  }),
  usageGrowthPerYear: quantity({
    title: 'growth of usage per customer',
    unit: '1/year',
    min: -0.5,
    max: 2,
    description: 'Log growth of spending per adopter at constant prices, at month 0',
  }),
  usageFadePerYear: quantity({
    title: 'fading of usage growth',
    unit: '1/year',
    min: 0.01,
    max: 5,
    description: 'Rate at which that growth fades towards growth of nominal output',
  }),
  priceElasticity: quantity({
    title: 'price elasticity of demand',
    unit: '1',
    max: 5,
    description: 'Epsilon: elasticity of demand for effective compute',
  }),
  priceAdjustPerYear: quantity({ unit: '1/year', max: 24, description: 'Speed at which the spot price clears' }),
  targetUtilisation: quantity({
    unit: '1',
    min: 0.1,
    max: 1,
    description: 'Utilisation at which the spot price is constant; that of month 0',
  }),
  contractShare: share('Share of compute sold on contracts; the rest pays the spot price'),
  contractMonths: quantity({
    title: 'length of compute contracts',
    unit: 'months',
    min: 1,
    max: 120,
    description: 'Mean length of contracts: contract prices follow the spot price over this time',
  }),
  volatilityPerYear: quantity({ unit: '1/year', max: 1, description: 'Standard deviation of the demand shock' }),
  shockReversionPerYear: quantity({
    unit: '1/year',
    max: 12,
    description: 'Speed at which the demand shock reverts to its mean; 0 is a random walk',
  }),
  performanceGrowthPerYear: quantity({
    title: 'performance growth of systems',
    unit: '1/year',
    max: 2,
    description: 'Growth of effective compute per MW from one vintage to the next',
  }),
  // Without a margin nobody contests revenue, and no prize would explain the orders of month 0.
  serviceMargin: quantity({
    unit: '1',
    min: 0.01,
    max: 1,
    description: 'Revenue left after cost of sales other than running the systems',
  }),
  operatingCostUsdBnPerMwYear: quantity({
    unit: 'USD bn/(MW year)',
    description: 'Cost of running a MW at month-0 power prices',
  }),
  powerCostShare: share('Part of the operating cost that moves with the price of power'),
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
  returnHurdle: quantity({
    unit: '1',
    max: 5,
    description: 'Ratio of benefit to cost at which half of the customers renew',
  }),
  returnWidth: quantity({ unit: '1', min: 0.01, max: 5, description: 'Spread of that hurdle over customers' }),
  churnPerYear: quantity({
    title: 'share of demand renewed each year',
    unit: '1/year',
    max: 2,
    description:
      'Demand that comes up for renewal a year: adopters lost when nobody would renew, and contested by builders',
  }),
  labs: LabsSchema,
});

export type Demand = z.infer<typeof DemandSchema>;
