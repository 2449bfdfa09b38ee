/** Cost of racing in an economy: compares the race of the scenario with discipline by all, with common random numbers. */

import { createSimulator } from '../engine/simulate.ts';
import { type Outlay, type PriceOfAnarchy, presentValue, priceOfAnarchy } from '../metrics/price-of-anarchy.ts';
import type { Economy } from '../scenario/economy.ts';
import { type PairedDifference, type PairedRuns, pairedDifference } from './paired-difference.ts';

export interface AnarchyDesign extends PairedRuns {
  /** Rate at which money is discounted, per year. */
  readonly ratePerYear: number;
}

export interface AnarchyReport {
  /** Ratios of present values, summed over all pairs. */
  readonly pooled: PriceOfAnarchy;
  /** Present value of AI capex in the race over that under discipline, pair by pair. */
  readonly spend: PairedDifference;
  /** Present value of the economic profit of all builders under discipline minus that in the race, USD bn. */
  readonly lossUsdBn: PairedDifference;
}

/**
 * Measure the cost of racing to the builders, over the months that both runs of a pair have, pauses included.
 *
 * Customers gain from low prices, so this is a cost to builders, not to society.
 */
export function measureAnarchy(scenario: Economy, { seed, runs, ratePerYear, onRun }: AnarchyDesign): AnarchyReport {
  const columns = new Set(['scalar/ai_capex_usd_bn', 'scalar/economic_profit_usd_bn']);
  const firms = scenario.firms.map((firm) => {
    return { ...firm, initialIntensity: 0, strategy: { id: 'always-disciplined', params: {} } };
  });
  const race = createSimulator(scenario, columns);
  const discipline = createSimulator({ ...scenario, firms }, columns);
  const longest = scenario.horizonMonths + scenario.stop.aftermathMonths;
  const sums = [outlayOf(longest), outlayOf(longest)];
  const spend: number[] = [];
  const lossUsdBn: number[] = [];
  for (let k = 0; k < runs; k++) {
    const [raced, planned] = [race, discipline].map((simulator) => simulator.run(seed, k));
    onRun?.();
    const months = Math.min(raced.months, planned.months);
    const [racing, planning] = [raced, planned].map((trace) => ({
      spending: trace.column('ai_capex_usd_bn', 'scalar').subarray(0, months),
      welfare: trace.column('economic_profit_usd_bn', 'scalar').subarray(0, months),
    }));
    spend.push(priceOfAnarchy(racing, planning, ratePerYear).spend);
    lossUsdBn.push(presentValue(planning.welfare, ratePerYear) - presentValue(racing.welfare, ratePerYear));
    recordOutlay(sums[0], racing);
    recordOutlay(sums[1], planning);
  }
  return {
    pooled: priceOfAnarchy(sums[0], sums[1], ratePerYear),
    spend: pairedDifference(spend),
    lossUsdBn: pairedDifference(lossUsdBn),
  };
}

interface Sums {
  readonly spending: Float64Array;
  readonly welfare: Float64Array;
}

function outlayOf(months: number): Sums {
  return { spending: new Float64Array(months), welfare: new Float64Array(months) };
}

/** Add the flows of one run to the sums, month by month. */
function recordOutlay(sums: Sums, { spending, welfare }: Outlay): void {
  for (let month = 0; month < spending.length; month++) {
    sums.spending[month] += spending[month];
    sums.welfare[month] += welfare[month];
  }
}
