/** Finance and accounting constants that all builders and suppliers share. */

import * as z from 'zod';
import { identifier, quantity, START, share, whole } from './fields.ts';

const SupplierBooksSchema = z.strictObject({
  id: identifier('Supply node'),
  grossMargin: quantity('1', [-1, 0.99], 'Gross margin at month-0 prices and flows'),
  fixedCostShare: share('Part of the conversion cost that is proportional to capacity'),
  plantOverSales: quantity('years', [0, 20], 'Plant over yearly sales at month 0'),
  cashMonths: quantity('months', [0, 120], 'Cash at month 0, in months of sales'),
});

export const FinanceSchema = z.strictObject({
  riskFreePerYear: quantity('1/year', [0, 0.3], 'Risk-free rate', { title: 'risk-free rate' }),
  waccPremiumPerYear: quantity('1/year', [0.001, 0.5], 'Cost of capital of the builders over the risk-free rate', {
    title: 'premium of the cost of capital',
  }),
  taxRate: share('Tax on profit'),
  systemsDecayPerYear: quantity(
    '1/year',
    [0, 1],
    'Economic depreciation of systems: wear and obsolescence, in the user cost',
  ),
  shellDecayPerYear: quantity('1/year', [0, 1], 'Economic depreciation of shells'),
  wearPerYear: quantity('1/year', [0, 1], 'Share of energised systems that fails per year', { start: START.systems }),
  systemsLifeMonths: whole('months', [12, 240], 'Book and service life of systems', { start: START.systems }),
  shellLifeMonths: whole('months', [12, 600], 'Book life of shells'),
  prepaymentShare: share('Part of an order for systems that is paid when ordered', 'prepayment for systems'),
  collateralShare: share(
    'Part of AI capital accepted as collateral, in addition to earnings',
    'AI capital accepted as collateral',
  ),
  covenantCushion: quantity(
    '1',
    [0, 5],
    'Excess of leverage over the limit, as a share of it, that breaches the covenant',
  ),
  cashCeilingRatio: quantity('1', [1, 20], 'Cash above this multiple of cash at month 0 is paid out over a year'),
  plantLifeMonths: quantity('months', [12], 'Declining-balance life of plant of suppliers'),
  suppliers: z.array(SupplierBooksSchema).meta({ description: 'Accounts of the supply nodes' }),
  gdpUsdBnPerYear: quantity('USD bn/year', [1], 'Output of the home economy at month 0'),
  gdpGrowthPerYear: quantity('1/year', [-0.1, 0.3], 'Nominal growth of that output'),
});

export type Finance = z.infer<typeof FinanceSchema>;
