/** Builders: balance sheets and strategies. */

import * as z from 'zod';
import { identifier, quantity, START, share } from './fields.ts';

export const StrategyChoiceSchema = z.strictObject({
  id: z.string().min(1).meta({ description: 'Strategy id; `overbuild strategy list` prints them' }),
  params: z.record(z.string(), z.unknown()).default({}).meta({ description: "The strategy's own parameters" }),
});

export const FirmSchema = z.strictObject({
  id: identifier('Short id used in results, such as a ticker'),
  name: z.string().min(1).meta({ description: 'Display name' }),
  strategy: StrategyChoiceSchema,
  initialIntensity: share(
    'Race intensity before the first decision: 0 disciplined, 1 racing',
    'race intensity at the start',
  ),
  aiCapexUsdBnPerMonth: quantity({
    unit: 'USD bn/month',
    min: 0.001,
    description: 'AI part of cash capital expenditure at month 0, leases not included',
  }),
  leaseShare: quantity({
    unit: '1',
    max: 0.95,
    description: 'Part of AI investment that is leased: booked as debt, not as cash capital expenditure',
    start: START.orders,
  }),
  labShare: share('Part of what AI labs pay at month 0 that this builder receives', 'share of payments of AI labs'),
  signedLabShare: share(
    'Part of new commitments of AI labs that is signed with this builder',
    'share of new contracts of AI labs',
  ),
  liveMw: quantity({
    title: 'energised systems',
    unit: 'MW',
    min: 1,
    description: 'IT load of energised AI systems at month 0',
  }),
  coreCashFlowUsdBnPerYear: quantity({
    unit: 'USD bn/year',
    min: -100,
    description: 'Operating cash flow of everything but AI, after tax, at month 0',
  }),
  coreGrowthPerYear: quantity({ unit: '1/year', min: -0.5, max: 1, description: 'Drift of core cash flow' }),
  coreVolatilityPerYear: quantity({
    unit: '1/year',
    max: 1,
    description: 'Standard deviation of core cash-flow growth',
  }),
  coreCapexUsdBnPerYear: quantity({ unit: 'USD bn/year', description: 'Capital expenditure outside AI at month 0' }),
  minPayoutUsdBnPerYear: quantity({
    title: 'least payout',
    unit: 'USD bn/year',
    description: 'Dividends and buybacks that the board does not cut for capex',
  }),
  cashUsdBn: quantity({ unit: 'USD bn', description: 'Cash and marketable securities at month 0' }),
  debtUsdBn: quantity({ unit: 'USD bn', description: 'Interest-bearing debt at month 0' }),
  leverageMax: quantity({
    title: 'leverage that lenders accept',
    unit: '1',
    max: 20,
    description: 'Net debt over EBITDA that lenders accept',
  }),
  spreadPerYear: quantity({
    title: 'credit spread',
    unit: '1/year',
    max: 0.3,
    description: 'Borrowing rate above the risk-free rate',
  }),
});

export const FirmsSchema = z.array(FirmSchema).min(1);

export type Firm = z.infer<typeof FirmSchema>;
