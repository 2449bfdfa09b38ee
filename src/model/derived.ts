/** Derives the constants of a scenario that stay fixed during a run. */

import { exp, log, pow } from '../numeric/elementary.ts';
import { mapFloat64 } from '../numeric/map-typed.ts';
import type { Economy } from '../scenario/economy.ts';

/** Look-ahead for retirements that count as capacity to replace, months. */
export const RETIREMENT_LOOKAHEAD_MONTHS = 12;

/** Compile the constants of a scenario. */
export function derive(scenario: Economy, systemsPriceUsdBnPerMw: number) {
  const { capex, demand, finance, power, stop } = scenario;
  const capexPrice = systemsPriceUsdBnPerMw + power.shellPriceUsdBnPerMw;
  const systemsGrowth = scenario.supply.nodes.find(({ id }) => id === capex.systemsNode)?.price?.growthPerYear ?? 0;
  let additions = 0;
  for (const region of scenario.power.regions) additions += region.additionsMwPerMonth;
  const monthlySurvival = exp(-finance.wearPerYear / 12);
  const adoptionGrowth =
    demand.bassInnovationPerYear * (1 / demand.initialAdoption - 1) +
    demand.bassImitationPerYear * (1 - demand.initialAdoption);
  return {
    firmCount: scenario.firms.length,
    regionCount: power.regions.length,
    /** Longest run, months: horizon plus aftermath. */
    maxMonths: scenario.horizonMonths + stop.aftermathMonths,
    /** Depth of the initial queue, months. */
    queueDepth: power.initialWaitMonths + 1,
    /** Years of believed growth in expected revenue, after fading. */
    growthYears: (1 - pow(capex.growthFade, capex.expectationYears)) / -log(capex.growthFade),
    /** Log growth of performance a month. */
    logPerformancePerMonth: log(1 + demand.performanceGrowthPerYear) / 12,
    /** Share of energised systems that survives a month of wear; and a full service life. */
    monthlySurvival,
    lifeSurvival: pow(monthlySurvival, finance.systemsLifeMonths),
    /** Cost of capital of the builders without a market, per year. */
    waccPerYear: finance.riskFreePerYear + finance.waccPremiumPerYear,
    /** Revenue of month 0 that labs do not pay, USD bn/year. */
    contestedUsdBnPerYear: demand.revenueUsdBnPerYear - demand.labs.paidUsdBnPerYear,
    /** Log growth a year of the price of a MW, systems and shell, at the weights of month 0. */
    capexPriceGrowthPerYear:
      (systemsPriceUsdBnPerMw * systemsGrowth + power.shellPriceUsdBnPerMw * power.shellPriceGrowthPerYear) /
      capexPrice,
    shellPriceStep: exp(power.shellPriceGrowthPerYear / 12),
    /** Log growth of output a year. */
    logGdpGrowthPerYear: log(1 + finance.gdpGrowthPerYear),
    /** Log drift of core cash flow a month, shape [firm]; and growth factor of core capex a month. */
    coreDrift: mapFloat64(
      scenario.firms,
      (f) => (log(1 + f.coreGrowthPerYear) - f.coreVolatilityPerYear * f.coreVolatilityPerYear * 0.5) / 12,
    ),
    coreCapexGrowth: mapFloat64(scenario.firms, (f) => exp(log(1 + f.coreGrowthPerYear) / 12)),
    /**
     * Growth of adoption at month 0, per year, and the share of adopters who have learned in a steady state at that
     * growth.
     */
    initialAdoptionGrowth: adoptionGrowth,
    initialMaturity: 1 / (1 + adoptionGrowth * demand.maturityYears),
    /** Monthly smoothing weight of believed growth. */
    beliefWeight: 1 / capex.beliefMonths,
    /** Grid additions of all regions at month 0, MW/month. */
    initialAdditionsMw: additions,
  };
}

export type Derived = ReturnType<typeof derive>;
