/** Capital expenditure: targets between discipline and racing, the investment gate, and what finance allows. */

import { z } from 'zod';
import { choice, identifier, quantity, share } from './fields.ts';

export const CapexSchema = z.strictObject({
  systemsNode: identifier('Supply node from which builders order their systems'),
  response: choice(
    ['contest-nash', 'best-response'],
    'Racing target: Nash point of the capacity-share contest, or the simultaneous best response to rivals as they stand',
  ),
  contestExponent: quantity({ unit: '1', min: 0.1, max: 2, description: 'Alpha: how sharply capacity wins share' }),
  strategicPrize: quantity({
    unit: '1',
    max: 5,
    description: 'Psi: worth of winning share (first-mover and model lead) beyond the revenue it brings',
  }),
  outcomeLinkedShare: share('Share of contracts priced by outcome instead of use'),
  outcomePrizeCut: share('Fraction of the prize that fully outcome-linked pricing removes'),
  optionVolatilityPerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Volatility of project value in the real-option hurdle',
  }),
  optionRatePerYear: quantity({ unit: '1/year', min: 0.001, max: 0.3, description: 'Discount rate of the option' }),
  optionPayoutPerYear: quantity({
    unit: '1/year',
    min: 0.001,
    max: 0.3,
    description: 'Payout rate lost by waiting (delta of the option)',
  }),
  preemptionErosion: share('Share of the option value of waiting that pre-emption destroys'),
  gateWidth: quantity({ unit: '1', min: 0.01, max: 2, description: 'Width of the logistic investment gate' }),
  adjustYears: quantity({ unit: 'years', min: 0.1, max: 10, description: 'Time over which a capacity gap is closed' }),
  investmentAdjustPerMonth: quantity({
    unit: '1/month',
    min: 0.001,
    max: 1,
    description: 'Speed at which investment moves to its target',
  }),
  expectationYears: quantity({ unit: 'years', max: 10, description: 'How far ahead expected revenue looks' }),
  growthFade: quantity({
    unit: '1/year',
    min: 0.05,
    max: 0.999,
    description: 'Fraction of believed growth that remains a year later',
  }),
  beliefMonths: quantity({ unit: 'months', min: 1, max: 60, description: 'Smoothing time of believed revenue growth' }),
  darkShareTolerance: quantity({
    unit: '1',
    min: 0.01,
    max: 100,
    description: 'Staged over live systems at which a firm stops ordering',
  }),
  growthPatienceYears: quantity({
    unit: 'years',
    max: 100,
    description: 'Years of believed growth beyond the hurdle that boards spend ahead of AI profit',
  }),
  growthHurdlePerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Believed growth at and below which AI capex stays within AI profit',
  }),
  cashFlowUse: share('Fraction of operating cash flow that may fund investment'),
  cashUse: share('Fraction of spare cash that may fund investment within a year'),
  debtUse: share('Fraction of spare debt capacity that may fund investment within a year'),
  leverageUse: share('Phi_D: share of the debt channel in use; 0 is internal cash only'),
  cashFloorShare: share('Cash kept, as a share of cash at month 0'),
  covenantCut: share('Cut of investment while a leverage covenant is breached'),
});

export type Capex = z.infer<typeof CapexSchema>;
