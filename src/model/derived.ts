/** Constants that follow from a scenario and stay fixed during a run. */

import { optionRoot } from '../game/investment-option.ts';
import { exp, log, pow } from '../numeric/elementary.ts';
import { mapFloat64 } from '../numeric/map-typed.ts';
import type { Economy } from '../scenario/economy.ts';

/** Months ahead over which retirements count as capacity to replace. */
export const RETIREMENT_LOOKAHEAD_MONTHS = 12;

/**
 * The real-option hurdle `1 + (1 - k)(b/(b-1) - 1)`: `b` is the positive root of the fundamental quadratic
 * `s^2/2 b(b-1) + (r - d) b - r = 0`, `k` the share of the option that pre-emption erodes.
 * With r = d = .04 and s = .2, b/(b-1) is 2 (test/model/derived.test.ts).
 *
 * Source: threshold of irreversible investment [DixitPindyck1994]; erosion by pre-emption [Grenadier2002].
 */
export function optionHurdle(volatility: number, rate: number, payout: number, erosion: number): number {
  if (volatility === 0) return 1 + (1 - erosion) * Math.max(0, rate / payout - 1);
  const root = optionRoot(volatility, rate, payout);
  return 1 + (1 - erosion) * (root / (root - 1) - 1);
}

/** Compile the constants of a scenario. */
export function derive(scenario: Economy, systemsPriceUsdBnPerMw: number) {
  const { capex, demand, finance, power, stop } = scenario;
  const capexPrice = systemsPriceUsdBnPerMw + power.shellPriceUsdBnPerMw;
  let orders = 0;
  for (const firm of scenario.firms) orders += firm.aiCapexUsdBnPerMonth / capexPrice;
  let additions = 0;
  for (const region of scenario.power.regions) additions += region.additionsMwPerMonth;
  const monthlySurvival = exp(-finance.wearPerYear / 12);
  const adoptionGrowth =
    demand.bassInnovationPerYear * (1 / demand.initialAdoption - 1) +
    demand.bassImitationPerYear * (1 - demand.initialAdoption);
  return {
    firmCount: scenario.firms.length,
    regionCount: power.regions.length,
    /** Months a run may take: horizon and aftermath. */
    maxMonths: scenario.horizonMonths + stop.aftermathMonths,
    /** Depth of the initial queue, months. */
    queueDepth: power.initialWaitMonths + 1,
    /** Hurdle of the real option: value over cost at which waiting stops paying. */
    hurdle: optionHurdle(
      capex.optionVolatilityPerYear,
      capex.optionRatePerYear,
      capex.optionPayoutPerYear,
      capex.preemptionErosion,
    ),
    /** Years of believed growth that expected revenue adds, after fading. */
    growthYears: (1 - pow(capex.growthFade, capex.expectationYears)) / -log(capex.growthFade),
    /** Log growth of performance a month. */
    logPerformancePerMonth: log(1 + demand.performanceGrowthPerYear) / 12,
    /** Share of live systems that survives a month of wear; and a full service life. */
    monthlySurvival,
    lifeSurvival: pow(monthlySurvival, finance.systemsLifeMonths),
    /** Cost of capital of the builders without a market, per year. */
    waccPerYear: finance.riskFreePerYear + finance.waccPremiumPerYear,
    /** Log growth of potential spending and of output a year. */
    logSpendGrowthPerYear: log(1 + demand.spendGrowthPerYear),
    logGdpGrowthPerYear: log(1 + finance.gdpGrowthPerYear),
    /** Log drift of core cash flow a month, shape [firm]; and growth factor of core capex a month. */
    coreDrift: mapFloat64(
      scenario.firms,
      (f) => (log(1 + f.coreGrowthPerYear) - f.coreVolatilityPerYear * f.coreVolatilityPerYear * 0.5) / 12,
    ),
    coreCapexGrowth: mapFloat64(scenario.firms, (f) => exp(log(1 + f.coreGrowthPerYear) / 12)),
    /** Growth of adoption at month 0, per year, and the share of adopters whom it leaves with time to learn. */
    initialAdoptionGrowth: adoptionGrowth,
    initialMaturity: 1 / (1 + adoptionGrowth * demand.maturityYears),
    /** Monthly smoothing weight of believed growth. */
    beliefWeight: 1 / capex.beliefMonths,
    /** AI MW ordered a month by all builders at month 0. */
    initialOrdersMw: orders,
    /** Grid additions of all regions at month 0, MW/month. */
    initialAdditionsMw: additions,
  };
}

export type Derived = ReturnType<typeof derive>;
