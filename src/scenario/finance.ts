/** Finance and accounting constants that all builders and suppliers share. */

import * as z from 'zod';
import { identifier, quantity, START, share, whole } from './fields.ts';

const SupplierBooksSchema = z.strictObject({
  id: identifier('Supply node'),
  grossMargin: quantity({ unit: '1', min: -1, max: 0.99, description: 'Gross margin at month-0 prices and flows' }),
  fixedCostShare: share('Part of the conversion cost that is proportional to capacity'),
  plantOverSales: quantity({ unit: 'years', max: 20, description: 'Plant over yearly sales at month 0' }),
  cashMonths: quantity({ unit: 'months', max: 120, description: 'Cash at month 0, in months of sales' }),
});

export const FinanceSchema = z.strictObject({
  riskFreePerYear: quantity({ title: 'risk-free rate', unit: '1/year', max: 0.3, description: 'Risk-free rate' }),
  waccPremiumPerYear: quantity({
    title: 'premium of the cost of capital',
    unit: '1/year',
    min: 0.001,
    max: 0.5,
    description: 'Cost of capital of the builders over the risk-free rate',
  }),
  taxRate: share('Tax on profit'),
  systemsDecayPerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Economic depreciation of systems: wear and obsolescence, in the user cost',
  }),
  shellDecayPerYear: quantity({ unit: '1/year', max: 1, description: 'Economic depreciation of shells' }),
  wearPerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Share of energised systems that fails per year',
    start: START.systems,
  }),
  systemsLifeMonths: whole({
    unit: 'months',
    min: 12,
    max: 240,
    description: 'Book and service life of systems',
    start: START.systems,
  }),
  shellLifeMonths: whole({ unit: 'months', min: 12, max: 600, description: 'Book life of shells' }),
  prepaymentShare: share('Part of an order for systems that is paid when ordered', 'prepayment for systems'),
  collateralShare: share(
    'Part of AI capital accepted as collateral, in addition to earnings',
    'AI capital accepted as collateral',
  ),
  covenantCushion: quantity({
    unit: '1',
    max: 5,
    description: 'Excess of leverage over the limit, as a share of it, that breaches the covenant',
  }),
  cashCeilingRatio: quantity({
    unit: '1',
    min: 1,
    max: 20,
    description: 'Cash above this multiple of cash at month 0 is paid out over a year',
  }),
  plantLifeMonths: quantity({ unit: 'months', min: 12, description: 'Declining-balance life of plant of suppliers' }),
  suppliers: z.array(SupplierBooksSchema).meta({ description: 'Accounts of the supply nodes' }),
  gdpUsdBnPerYear: quantity({ unit: 'USD bn/year', min: 1, description: 'Output of the home economy at month 0' }),
  gdpGrowthPerYear: quantity({ unit: '1/year', min: -0.1, max: 0.3, description: 'Nominal growth of that output' }),
});

export type Finance = z.infer<typeof FinanceSchema>;
