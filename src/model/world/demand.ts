/** State of demand: adoption, compute sold and its price. */

import { exp } from '../../numeric/elementary.ts';

export function createDemand() {
  return {
    adoption: 0,
    /** Share of adopters who have learned to profit. */
    mature: 0,
    /** Share of learned adopters at the signing of outcome-linked contracts, a mean over current contracts. */
    struckMaturity: 0,
    /** Log of the demand shock. */
    logShock: 0,
    /** Permanent factors set by interventions: on spending, and on the compute needed per task. */
    shockFactor: 1,
    efficiency: 1,
    /** Variance of the log shock; half of it is subtracted so that shocks do not change the mean. */
    shockVariance: 0,
    /** Effective compute per MW of this month's vintage, month 0 = 1. */
    performance: 1,
    /** Monthly growth factor of performance. */
    performanceStep: 1,
    /** Prices of effective compute relative to month 0: average, spot and contract. */
    priceIndex: 1,
    spotPriceIndex: 1,
    contractPriceIndex: 1,
    /** Potential spending at month-0 prices, USD bn/year. */
    spendUsdBnPerYear: 0,
    /** Demand and supply of effective compute. */
    demanded: 0,
    live: 0,
    utilisation: 0,
    /** AI revenue of all builders, USD bn/year: total, and contested (not paid by labs), now and last month. */
    revenueUsdBnPerYear: 0,
    contestedUsdBnPerYear: 0,
    lastContestedUsdBnPerYear: 0,
    /** Price of a unit of effective compute, USD bn/year. */
    priceUsdBnPerYear: 0,
    /** Price at month 0, USD bn/year a unit; compute sold at month 0 outside contracts of labs. */
    basePriceUsdBnPerYear: 0,
    initialServed: 1,
    /** Log growth of spending per adopter so far. */
    logUsage: 0,
    /** Benefit over cost of the customers. */
    customerReturn: 0,
    renewal: 0,
    /** Believed growth of contested revenue, log a year. */
    growthBelief: 0,
    /** Expected contested revenue at the planning horizon, USD bn/year. */
    expectedRevenueUsdBnPerYear: 0,
    /** Labs, USD bn/year: revenue, commitments, ability to pay, payments. */
    labRevenueUsdBnPerYear: 0,
    labCommittedUsdBnPerYear: 0,
    labAbleUsdBnPerYear: 0,
    labPaidUsdBnPerYear: 0,
  };
}

/** Shocks to all demand for AI (labs' customers too), interventions included: 1 on average. */
export function demandFactor({ logShock, shockVariance, shockFactor }: ReturnType<typeof createDemand>): number {
  return exp(logShock - shockVariance / 2) * shockFactor;
}
