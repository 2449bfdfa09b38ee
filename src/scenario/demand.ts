/** Demand for AI compute: adoption, price, market shares, and benefits of customers. */

import * as z from 'zod';
import { quantity, share } from './fields.ts';

/** AI labs: customers with commitments ahead of their revenue, who pay from revenue and funding. */
const LabsSchema = z.strictObject({
  revenueUsdBnPerYear: quantity('USD bn/year', [0], 'Revenue of the labs at month 0', { title: 'revenue of AI labs' }),
  growthPerYear: quantity('1/year', [-1, 3], 'Log growth of it at month 0', { title: 'growth of AI labs' }),
  growthFadePerYear: quantity('1/year', [0.01, 5], 'Rate at which that growth fades', {
    title: 'fading of the growth of AI labs',
  }),
  computeShare: share('Part of their revenue that labs spend on compute'),
  fundingUsdBnPerYear: quantity('USD bn/year', [0], 'External funding spent on compute per year', {
    title: 'funding of AI labs',
  }),
  fundingNarrativeSlope: quantity(
    '1',
    [0, 20],
    'Relative change of funding per unit of narrative above that of month 0',
  ),
  paidUsdBnPerYear: quantity('USD bn/year', [0], 'Payments of labs to builders at month 0', {
    title: 'payments of AI labs',
  }),
  commitmentYears: quantity(
    'years',
    [0.1, 20],
    'Years of growth covered by commitments, and the time in which commitments adjust to that',
    { title: 'years covered by commitments of AI labs' },
  ),
  rollOffPerYear: quantity('1/year', [0, 4], 'Share of commitments that expires per year', {
    title: 'expiry of commitments of AI labs',
  }),
  defaultRatePerYear: quantity(
    '1/year',
    [0, 12],
    'Rate of renegotiation when labs can pay for none of their commitments; in proportion below that',
    { title: 'renegotiation rate of AI labs' },
  ),
});

export const DemandSchema = z.strictObject({
  revenueUsdBnPerYear: quantity(
    'USD bn/year',
    [0.1],
    'AI revenue of all builders at month 0, payments by AI labs included',
    { title: 'AI revenue at month 0' },
  ),
  initialAdoption: quantity('1', [0.001, 0.99], 'Share of potential spending adopted'),
  bassInnovationPerYear: quantity('1/year', [0, 1], 'Bass p: adoption without imitation'),
  bassImitationPerYear: quantity('1/year', [0, 2], 'Bass q: adoption by imitation', {
    title: 'adoption by imitation (Bass q)',
  }),
  usageGrowthPerYear: quantity(
    '1/year',
    [-0.5, 2],
    'Log growth of spending per adopter at constant prices, at month 0',
    { title: 'growth of usage per customer' },
  ),
  usageFadePerYear: quantity('1/year', [0.01, 5], 'Rate at which that growth fades towards growth of nominal output', {
    title: 'fading of usage growth',
  }),
  priceElasticity: quantity('1', [0, 5], 'Epsilon: elasticity of demand for effective compute', {
    title: 'price elasticity of demand',
  }),
  priceAdjustPerYear: quantity('1/year', [0, 24], 'Speed at which the spot price clears'),
  targetUtilisation: quantity('1', [0.1, 1], 'Utilisation at which the spot price is constant; that of month 0'),
  contractShare: share('Share of compute sold on contracts; the rest pays the spot price'),
  contractMonths: quantity(
    'months',
    [1, 120],
    'Mean length of contracts: contract prices follow the spot price over this time',
    { title: 'length of compute contracts' },
  ),
  volatilityPerYear: quantity('1/year', [0, 1], 'Standard deviation of the demand shock'),
  shockReversionPerYear: quantity(
    '1/year',
    [0, 12],
    'Speed at which the demand shock reverts to its mean; 0 is a random walk',
  ),
  performanceGrowthPerYear: quantity(
    '1/year',
    [0, 2],
    'Growth of effective compute per MW from one vintage to the next',
    { title: 'performance growth of systems' },
  ),
  // Without a margin nobody contests revenue, and no prize would explain the orders of month 0.
  serviceMargin: quantity('1', [0.01, 1], 'Revenue left after cost of sales other than running the systems'),
  operatingCostUsdBnPerMwYear: quantity('USD bn/(MW year)', [0], 'Cost of running a MW at month-0 power prices'),
  powerCostShare: share('Part of the operating cost that moves with the price of power'),
  maturityYears: quantity('years', [0.1, 20], 'Time that adopters need to turn AI into benefit (J-curve)'),
  benefitRatio: quantity('1', [0, 20], "Mature customers' benefit a year over their spending a year"),
  intangibleCostRatio: quantity('1', [0, 20], 'One-off cost of adopting, as a multiple of the new spending a year'),
  returnHurdle: quantity('1', [0, 5], 'Ratio of benefit to cost at which half of the customers renew'),
  returnWidth: quantity('1', [0.01, 5], 'Spread of that hurdle over customers'),
  churnPerYear: quantity(
    '1/year',
    [0, 2],
    'Demand that comes up for renewal a year: adopters lost when nobody would renew, and contested by builders',
    { title: 'share of demand renewed each year' },
  ),
  labs: LabsSchema,
});

export type Demand = z.infer<typeof DemandSchema>;
