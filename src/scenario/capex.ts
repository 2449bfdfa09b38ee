/** Capital expenditure: beliefs of builders, responses to rivals, and financing. */

import * as z from 'zod';
import { identifier, quantity, share } from './fields.ts';

export const CapexSchema = z.strictObject({
  systemsNode: identifier('Supply node from which builders order their systems'),
  believedGrowthPerYear: quantity({
    unit: '1/year',
    min: -1,
    max: 2,
    description: 'Log growth of AI revenue that builders expect at month 0',
  }),
  beliefMonths: quantity({
    title: 'smoothing time of believed growth',
    unit: 'months',
    min: 1,
    max: 60,
    description: 'Smoothing time of believed revenue growth',
  }),
  growthFade: quantity({
    unit: '1/year',
    min: 0.05,
    max: 0.999,
    description: 'Fraction of believed growth that remains a year later',
  }),
  expectationYears: quantity({
    title: 'horizon of expected revenue',
    unit: 'years',
    max: 10,
    description: 'Horizon of expected revenue',
  }),
  growthHaircut: share(
    'H: part of expected growth that a disciplined board does not build for',
    'haircut on believed growth',
  ),
  adjustYears: quantity({
    title: 'time to close the gap to the target',
    unit: 'years',
    min: 0.1,
    max: 10,
    description: 'Tau: time over which the gap between target and pipeline is closed',
  }),
  investmentAdjustPerMonth: quantity({
    unit: '1/month',
    min: 0.001,
    max: 1,
    description: 'Speed at which investment moves to wanted orders',
  }),
  rivalsSeenMonths: quantity({
    title: 'smoothing of observed rivals',
    unit: 'months',
    min: 1,
    max: 60,
    description: 'Smoothing time of observed pipelines of rivals',
  }),
  ambitionVolatilityPerYear: quantity({
    title: "volatility of a builder's ambition",
    unit: '1/year',
    max: 2,
    description: "Standard deviation over a year of the log of a builder's ambition, a random walk",
  }),
  coreCapexVolatilityPerYear: quantity({
    unit: '1',
    max: 2,
    description:
      "Standard deviation over a year of the log of a builder's core capital expenditure around its trend, before reversion",
  }),
  coreCapexReversionYears: quantity({
    unit: 'years',
    min: 0.25,
    max: 50,
    description: 'Mean time over which core capital expenditure returns to its trend',
  }),
  lumpSize: quantity({
    unit: '1',
    max: 2,
    description: "Standard deviation of the log of a builder's orders around its plan",
  }),
  lumpPersistence: quantity({
    unit: '1',
    max: 0.99,
    description: 'Correlation of that deviation from one month to the next',
  }),
  deliveryLumpSize: quantity({
    unit: '1',
    max: 2,
    description:
      "Standard deviation of the log of a builder's place in the month's deliveries; the total does not change",
  }),
  prizeNarrativeSlope: quantity({
    title: 'effect of the narrative on the prize',
    unit: '1',
    max: 20,
    description: 'Relative change of the strategic prize per unit of narrative above month 0',
  }),
  positionYears: quantity({
    title: 'value of a market position (kappa)',
    unit: 'years',
    max: 50,
    description: 'Kappa: value of the market position at the end, in years of its after-tax margin',
  }),
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
  bondThreshold: quantity({
    title: 'capex over cash flow from which bonds pay',
    unit: '1',
    max: 5,
    description: 'Cash capital expenditure over operating cash flow beyond which a builder issues bonds for the rest',
  }),
});

export type Capex = z.infer<typeof CapexSchema>;
