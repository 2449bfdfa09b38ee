/** State of demand: adoption, compute sold and its price. */

import { exp } from '../../numeric/elementary.ts';

export function createDemand() {
  return {
    adoption: 0,
    /** Share of adopters who have learned to profit. */
    mature: 0,
    /** Share of adopters who have learned at which outcome-linked contracts were struck, a mean over those in force. */
    struckMaturity: 0,
    /** Log of the demand shock. */
    logShock: 0,
    /** Permanent factors set by interventions: on spending, and on the compute that a task needs less of. */
    shockFactor: 1,
    efficiency: 1,
    /** Variance of the log shock, known beforehand; half of it is taken off so that shocks move no mean. */
    shockVariance: 0,
    /** Effective compute per MW of this month's vintage, month 0 = 1. */
    performance: 1,
    /** Factor by which performance grows a month. */
    performanceStep: 1,
    /** Prices of effective compute over month 0: on average, on the spot and on contracts. */
    priceIndex: 1,
    spotPriceIndex: 1,
    contractPriceIndex: 1,
    /** Potential spending at month-0 prices, USD bn/year. */
    spendUsdBnPerYear: 0,
    /** Demand and supply of effective compute. */
    demanded: 0,
    live: 0,
    utilisation: 0,
    /** AI revenue of all builders, USD bn/year: all of it, and what is contested (not paid by labs), now and last month. */
    revenueUsdBnPerYear: 0,
    contestedUsdBnPerYear: 0,
    lastContestedUsdBnPerYear: 0,
    /** Price of a unit of effective compute, USD bn/year. */
    priceUsdBnPerYear: 0,
    /** Price at month 0, USD bn/year a unit; compute served at month 0 outside contracts of labs. */
    basePriceUsdBnPerYear: 0,
    initialServed: 1,
    /** Log growth of spending per adopter so far. */
    logUsage: 0,
    /** Benefit over cost of the customers. */
    customerReturn: 0,
    renewal: 0,
    /** Believed growth of contested revenue, log a year. */
    growthBelief: 0,
    /** Expected contested revenue at the horizon of a plan, USD bn/year. */
    expectedRevenueUsdBnPerYear: 0,
    /** Labs, USD bn/year: revenue, commitments, what they can pay, what they pay. */
    labRevenueUsdBnPerYear: 0,
    labCommittedUsdBnPerYear: 0,
    labAbleUsdBnPerYear: 0,
    labPaidUsdBnPerYear: 0,
  };
}

/** Shocks to all demand for AI, those of interventions included: 1 on average, labs' customers among them. */
export function demandFactor({ logShock, shockVariance, shockFactor }: ReturnType<typeof createDemand>): number {
  return exp(logShock - shockVariance / 2) * shockFactor;
}
