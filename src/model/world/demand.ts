/** State of demand: adoption, compute sold and its price. */

export function createDemand() {
  return {
    adoption: 0,
    /** Share of adopters who have learned to profit. */
    mature: 0,
    /** Share of adopters who have learned at which outcome-linked contracts were struck, a mean over those in force. */
    struckMaturity: 0,
    /** Log of the demand shock. */
    logShock: 0,
    /** Permanent factor set by interventions. */
    shockFactor: 1,
    /** Variance of the log shock, known beforehand; half of it is taken off so that shocks move no mean. */
    shockVariance: 0,
    /** Effective compute per MW of this month's vintage, month 0 = 1. */
    performance: 1,
    /** Factor by which performance grows a month. */
    performanceStep: 1,
    /** Price of effective compute over month 0. */
    priceIndex: 1,
    /** Potential spending at month-0 prices, USD bn/year. */
    spendUsdBnPerYear: 0,
    /** Demand and supply of effective compute. */
    demanded: 0,
    live: 0,
    utilisation: 0,
    revenueUsdBnPerYear: 0,
    lastRevenueUsdBnPerYear: 0,
    /** Price of a unit of effective compute, USD bn/year. */
    priceUsdBnPerYear: 0,
    /** Compute served at month 0. */
    initialServed: 1,
    /** Benefit over cost of the customers. */
    customerReturn: 0,
    renewal: 0,
    /** Believed growth of revenue, log a year. */
    growthBelief: 0,
    /** Expected revenue over the horizon of a plan, USD bn/year. */
    expectedRevenueUsdBnPerYear: 0,
  };
}
