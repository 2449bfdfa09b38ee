/** Capital expenditure: beliefs of builders, responses to rivals, and financing. */

import * as z from 'zod';
import { identifier, quantity, share } from './fields.ts';

export const CapexSchema = z.strictObject({
  systemsNode: identifier('Supply node from which builders order their systems'),
  believedGrowthPerYear: quantity('1/year', [-1, 2], 'Log growth of AI revenue that builders expect at month 0'),
  beliefMonths: quantity('months', [1, 60], 'Smoothing time of believed revenue growth', {
    title: 'smoothing time of believed growth',
  }),
  growthFade: quantity('1/year', [0.05, 0.999], 'Fraction of believed growth that remains a year later'),
  expectationYears: quantity('years', [0, 10], 'Horizon of expected revenue', { title: 'horizon of expected revenue' }),
  growthHaircut: share(
    'H: part of expected growth that a disciplined board does not build for',
    'haircut on believed growth',
  ),
  adjustYears: quantity('years', [0.1, 10], 'Tau: time over which the gap between target and pipeline is closed', {
    title: 'time to close the gap to the target',
  }),
  investmentAdjustPerMonth: quantity('1/month', [0.001, 1], 'Speed at which investment moves to wanted orders'),
  rivalsSeenMonths: quantity('months', [1, 60], 'Smoothing time of observed pipelines of rivals', {
    title: 'smoothing of observed rivals',
  }),
  ambitionVolatilityPerYear: quantity(
    '1/year',
    [0, 2],
    "Standard deviation over a year of the log of a builder's ambition, a random walk",
    { title: "volatility of a builder's ambition" },
  ),
  coreCapexVolatilityPerYear: quantity(
    '1',
    [0, 2],
    "Standard deviation over a year of the log of a builder's core capital expenditure around its trend, before reversion",
  ),
  coreCapexReversionYears: quantity(
    'years',
    [0.25, 50],
    'Mean time over which core capital expenditure returns to its trend',
  ),
  lumpSize: quantity('1', [0, 2], "Standard deviation of the log of a builder's orders around its plan"),
  lumpPersistence: quantity('1', [0, 0.99], 'Correlation of that deviation from one month to the next'),
  deliveryLumpSize: quantity(
    '1',
    [0, 2],
    "Standard deviation of the log of a builder's place in the month's deliveries; the total does not change",
  ),
  prizeNarrativeSlope: quantity(
    '1',
    [0, 20],
    'Relative change of the strategic prize per unit of narrative above month 0',
    { title: 'effect of the narrative on the prize' },
  ),
  positionYears: quantity(
    'years',
    [0, 50],
    'Kappa: value of the market position at the end, in years of its after-tax margin',
    { title: 'value of a market position (kappa)' },
  ),
  outcomeLinkedShare: share('Share of contracts priced by outcome instead of use', 'contracts paid by result'),
  outcomePrizeCut: share('Fraction of the prize that fully outcome-linked pricing removes'),
  cashFlowUse: share('Fraction of operating cash flow that may fund investment', 'use of cash flow'),
  debtUse: share(
    'Fraction of spare debt capacity that may fund investment within a year',
    'use of spare debt capacity',
  ),
  leverageUse: share(
    'Phi_D: share of the debt channel in use; 0 is financing from cash flow only',
    'borrowing for capital expenditure',
  ),
  cashFloorShare: share('Cash retained, as a share of cash at month 0'),
  bondThreshold: quantity(
    '1',
    [0, 5],
    'Cash capital expenditure over operating cash flow beyond which a builder issues bonds for the rest',
    { title: 'capex over cash flow from which bonds pay' },
  ),
});

export type Capex = z.infer<typeof CapexSchema>;
