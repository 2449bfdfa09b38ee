/** Builders: balance sheets and strategies. */

import * as z from 'zod';
import { identifier, quantity, share, START, text } from './fields.ts';

export const StrategyChoiceSchema = z.strictObject({
  id: text('Strategy id; `overbuild strategy list` prints them'),
  params: z.record(z.string(), z.unknown()).default({}).meta({ description: "The strategy's own parameters" }),
});

export const FirmSchema = z.strictObject({
  id: identifier('Short id used in results, such as a ticker'),
  name: text('Display name'),
  strategy: StrategyChoiceSchema,
  initialIntensity: share(
    'Race intensity before the first decision: 0 disciplined, 1 racing',
    'race intensity at the start',
  ),
  aiCapexUsdBnPerMonth: quantity(
    'USD bn/month',
    [0.001],
    'AI part of cash capital expenditure at month 0, leases not included',
  ),
  leaseShare: quantity(
    '1',
    [0, 0.95],
    'Part of AI investment that is leased: booked as debt, not as cash capital expenditure',
    { start: START.orders },
  ),
  labShare: share('Part of what AI labs pay at month 0 that this builder receives', 'share of payments of AI labs'),
  signedLabShare: share(
    'Part of new commitments of AI labs that is signed with this builder',
    'share of new contracts of AI labs',
  ),
  liveMw: quantity('MW', [1], 'IT load of energised AI systems at month 0', { title: 'energised systems' }),
  coreCashFlowUsdBnPerYear: quantity(
    'USD bn/year',
    [-100],
    'Operating cash flow of everything but AI, after tax, at month 0',
  ),
  coreGrowthPerYear: quantity('1/year', [-0.5, 1], 'Drift of core cash flow'),
  coreVolatilityPerYear: quantity('1/year', [0, 1], 'Standard deviation of core cash-flow growth'),
  coreCapexUsdBnPerYear: quantity('USD bn/year', [0], 'Capital expenditure outside AI at month 0'),
  minPayoutUsdBnPerYear: quantity('USD bn/year', [0], 'Dividends and buybacks that the board does not cut for capex', {
    title: 'least payout',
  }),
  cashUsdBn: quantity('USD bn', [0], 'Cash and marketable securities at month 0'),
  debtUsdBn: quantity('USD bn', [0], 'Interest-bearing debt at month 0'),
  leverageMax: quantity('1', [0, 20], 'Net debt over EBITDA that lenders accept', {
    title: 'leverage that lenders accept',
  }),
  spreadPerYear: quantity('1/year', [0, 0.3], 'Borrowing rate above the risk-free rate', { title: 'credit spread' }),
});

export const FirmsSchema = z.array(FirmSchema).min(1);

export type Firm = z.infer<typeof FirmSchema>;
