/** The market: listed companies, valuation, price dynamics, and effects of prices on builders. */

import * as z from 'zod';
import { choice, flag, identifier, quantity, share, text, whole } from './fields.ts';

const perYear = (description: string, min = 0, max = 1): z.ZodNumber => quantity('1/year', [min, max], description);
const pure = (description: string, min = 0, max = 100): z.ZodNumber => quantity('1', [min, max], description);
const years = (description: string): z.ZodNumber => quantity('years', [0, 100], description);
const months = (description: string): z.ZodNumber => quantity('months', [1, 600], description);

/** Independent switches; a mechanism that is off has no effect and no run time. */
const MechanismsSchema = z.strictObject({
  gamma: flag('Dealers hedge options: they damp returns above the reference price and amplify them below it'),
  volatilityTarget: flag('Volatility-target funds sell when volatility rises'),
  guidance: flag('Companies guide estimates down before they report'),
  trend: flag('Trend followers amplify price moves'),
  extrapolation: flag('Investors extrapolate recent changes of expected growth'),
  informationTransfer: flag('News of companies that report changes beliefs about others'),
  narrative: flag('The narrative responds to momentum, surprises, capex, walls and drawdown; otherwise it is constant'),
  costOfCapital: flag('Builders pay the market cost of capital and credit spreads'),
  leverage: flag('Lenders accept more debt of builders whose shares have risen'),
});

/** Source of a listed company's profit; a basket of beneficiaries, whose earnings follow spending on AI, has none. */
const EquityOfSchema = z.strictObject({
  firm: text('Builder').optional(),
  node: text('Supply node').optional(),
  company: text('Supplier company at that node; the whole node when absent').optional(),
});

const EquitySchema = z.strictObject({
  id: identifier('Listed company, or basket'),
  of: EquityOfSchema.optional(),
  earningsUsdBnPerYear: quantity(
    'USD bn/year',
    [1e-6],
    'Earnings at month 0 without modelled accounts: of a basket, or of a company in a scenario of kind market',
  ).optional(),
  venue: text('Venue where it is listed'),
  beta: pure('Exposure to the common return', -5, 5),
  growthPerYear: perYear('Growth of earnings that investors expect at month 0', -0.9, 3),
  growthFadePerYear: perYear('Rate at which expected growth fades to the long run', 0.01, 3),
  payoutShare: pure('Free cash flow over earnings', 0.01, 2),
  reportMonth: whole('months', [0, 2], 'Month of the calendar quarter in which it reports, from 0'),
  // 0.4 a month is 140 % a year, as of shares close to bankruptcy.
  ownVolatilityPerMonth: quantity('1/month', [0, 0.4], 'Standard deviation of its own return'),
});

const VenueSchema = z.strictObject({
  id: identifier('Venue'),
  restShare: share('Weight in its index of the rest of the market, shares outside the scenario'),
  restBeta: pure('Exposure of the rest of the market to the common return', -5, 5),
  // No venue is more volatile than a share may be.
  restVolatilityPerMonth: quantity('1/month', [0, 0.4], 'Standard deviation of its own return'),
  follows: flag('Trades before the lead venue, so that news of a day reaches it on the next day'),
  sidecar: share(
    'Daily fall of index futures that halts programme selling for five minutes; 0 for no such rule',
  ).default(0),
  breaker: share('Daily fall of the index that halts trading; 0 for no such rule').default(0),
});

export const MarketSchema = z.strictObject({
  reflexivity: share(
    'R, reflexivity: strength of the effect of market prices on beliefs, the narrative and the builders',
  ),
  mechanisms: MechanismsSchema,
  valuation: z.strictObject({
    equityPremiumPerYear: perYear('Premium of shares over the risk-free rate at beta 1', 0, 0.3),
    longGrowthPerYear: perYear('Growth of earnings in the long run', -0.02, 0.2),
    cycleWeight: share('Weight of through-cycle earnings in value'),
    cycleMonths: months('Memory of through-cycle earnings'),
    normalisationMonths: months('Memory of normalised earnings'),
    premiumDurationYears: years('Duration at which a temporary premium is priced'),
    volatilityPremiumPerYear: perYear('Premium for volatility at twice its usual level'),
    narrativePremiumPerYear: perYear('Reduction of the premium per unit of narrative'),
    floorShare: share(
      'Part of its initial margin that investors expect a company to earn again, despite current losses',
    ),
  }),
  beliefs: z.strictObject({
    surpriseGain: pure('Change of expected growth, as a share of the annualised surprise', 0, 1),
    largestSurprise: pure('Log surprise beyond which the effect on expected growth saturates', 0.001, 10),
    extrapolation: pure('Weight on the change of expected growth over the look-back', 0, 3),
    extrapolationMonths: whole('months', [1, 24], 'Look-back of extrapolation'),
    catchUpPerMonth: share(
      'Share of the gap to actual earnings that investors learn in a month, with or without a report',
    ),
    transfer: share('Share of the news that applies to companies that do not report'),
    narrativeGrowthPerYear: perYear('Increase of expected growth per unit of narrative'),
    reportNoise: pure('Standard deviation of the noise in reported quarterly earnings, log', 0, 1),
  }),
  guidance: z.strictObject({
    walkDown: pure('Log by which guidance lowers estimates before the report', -0.5, 0.5),
    analystSpeedPerMonth: share('Speed at which analysts follow investors'),
  }),
  price: z.strictObject({
    reversionPerMonth: share('Share of a mispricing that is corrected in a month'),
    trendStrengthPerMonth: quantity('1/month', [0, 1], 'Largest monthly return from trend followers'),
    trendSensitivity: pure('Steepness of their response to momentum', 0, 1000),
    trendMonths: months('Memory of momentum'),
    referenceMonths: months('Memory of the reference price of option positions'),
    // 0.3 a month is 100 % a year: twice the volatility of the worst months of 1929-33 and 2008.
    commonVolatilityPerMonth: quantity('1/month', [0, 0.3], 'Standard deviation of the common return'),
    degreesOfFreedom: quantity('1', [2.1, 1000], 'Tail of returns: Student t'),
    volatilityWeight: share('Weight of the newest month in volatility'),
    referenceVolatilityPerYear: perYear('Usual volatility of the market index', 0.01, 2),
    volatilityFeedback: quantity(
      '1',
      [0, 0.5],
      'Elasticity of noise to volatility, half of it for single names; above .5 the feedback diverges',
    ),
  }),
  volatilityTarget: z.strictObject({
    impact: pure('Change of market value per unit of flow'),
    assetsShare: share('Assets of volatility-target funds over the value of the market'),
    targetPerYear: perYear('Target volatility', 0.001, 1),
    maxExposure: pure('Largest exposure', 0, 10),
  }),
  gamma: z.strictObject({
    calm: pure('Price impact times gamma while prices are above the reference', 0, 5),
    stressed: pure('Minus price impact times gamma well below the reference', 0, 0.8),
    threshold: pure('Log distance below the reference at which the sign changes', 0, 1),
    width: pure('Width of the transition, log', 1e-6, 1),
    hedging: choice(['same-month', 'next-month'], 'Dealers hedge within the month of a move, or in the month after it'),
  }),
  narrative: z.strictObject({
    decayPerMonth: share('Forgetting'),
    herding: pure('Self-reinforcement of the narrative; below 1 it decays', 0, 5),
    momentum: pure('Response to monthly momentum of prices', 0, 1000),
    surprise: pure('Response to earnings surprises', 0, 1000),
    capexGrowth: pure('Response to the monthly growth of capex', 0, 1000),
    wall: pure('Response to a stopped race', 0, 100),
    drawdown: pure('Response to drawdown of the index beyond tolerance', 0, 100),
    drawdownTolerance: share('Drawdown without effect on the narrative'),
  }),
  funding: z.strictObject({
    mispricingPerYear: perYear('Reduction of the cost of equity per log unit of mispricing'),
    equityWeight: share('Weight of equity in the cost of capital'),
    leverageSlope: pure('Increase of accepted leverage per log unit of share price', 0, 10),
    spreadElasticity: pure('Elasticity of credit spreads to share price, negative', 0, 10),
  }),
  stress: z.strictObject({
    threshold: pure('Monthly fall of the market index beyond which days are simulated', 0, 10),
    jumpShare: share('Part of the return of a stressed month on a single day'),
    intradayReach: pure('Lowest point of a day over its close', 1, 10),
    days: whole('days', [2, 31], 'Trading days of a month'),
  }),
  venues: z.array(VenueSchema).min(1).meta({ description: 'The first is the lead venue' }),
  equities: z.array(EquitySchema).min(1),
});

export type Market = z.infer<typeof MarketSchema>;
export type Equity = Market['equities'][number];
