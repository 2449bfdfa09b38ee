/** Finance and accounting constants that all builders and suppliers share. */

import { z } from 'zod';
import { quantity, share, whole } from './fields.ts';

export const FinanceSchema = z.strictObject({
  riskFreePerYear: quantity({ unit: '1/year', max: 0.3, description: 'Risk-free rate' }),
  waccPerYear: quantity({ unit: '1/year', min: 0.001, max: 0.5, description: 'Cost of capital of the builders' }),
  taxRate: share('Tax on profit'),
  systemsDecayPerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Economic depreciation of systems: wear and obsolescence, in the user cost',
  }),
  shellDecayPerYear: quantity({ unit: '1/year', max: 1, description: 'Economic depreciation of shells' }),
  wearPerYear: quantity({ unit: '1/year', max: 1, description: 'Share of live systems that fails a year' }),
  systemsLifeMonths: whole({ unit: 'months', min: 12, max: 240, description: 'Book and service life of systems' }),
  shellLifeMonths: whole({ unit: 'months', min: 12, max: 600, description: 'Book life of shells' }),
  prepaymentShare: share('Part of an order for systems that is paid when ordered'),
  covenantCushion: quantity({ unit: '1', max: 5, description: 'Leverage above the limit, as a share of it, that breaches' }),
  cashCeilingRatio: quantity({
    unit: '1',
    min: 1,
    max: 20,
    description: 'Cash above this multiple of cash at month 0 is paid out over a year',
  }),
  gdpUsdBnPerYear: quantity({ unit: 'USD bn/year', min: 1, description: 'Output of the home economy at month 0' }),
  gdpGrowthPerYear: quantity({ unit: '1/year', min: -0.1, max: 0.3, description: 'Nominal growth of that output' }),
});

export type Finance = z.infer<typeof FinanceSchema>;
