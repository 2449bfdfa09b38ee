/** Cost of racing: spending and welfare of the race compared with discipline, with common random numbers. */

import { pow } from '../numeric/elementary.ts';

const MONTHS_PER_YEAR = 12;

/** Value at month 0 of monthly flows, discounted at a yearly rate: `sum x_t (1 + r)^(-t / 12)`. */
export function presentValue(flows: ArrayLike<number>, ratePerYear: number): number {
  const monthly = pow(1 + ratePerYear, -1 / MONTHS_PER_YEAR);
  let factor = 1;
  let sum = 0;
  for (let month = 0; month < flows.length; month++) {
    sum += flows[month] * factor;
    factor *= monthly;
  }
  return sum;
}

/** One run: spending of all firms and welfare of all parties, by month. */
export interface Outlay {
  readonly spending: ArrayLike<number>;
  readonly welfare: ArrayLike<number>;
}

export interface PriceOfAnarchy {
  /** Present value of spending in the race over that under discipline; above 1 is overspending. */
  readonly spend: number;
  /** Present value of welfare under discipline over that in the race; NaN unless both are positive. */
  readonly welfare: number;
}

/**
 * Compare a race with joint discipline over the months that both have.
 *
 * Source: in the manner of the price of anarchy, the best over the worst equilibrium outcome
 * [KoutsoupiasPapadimitriou1999]; here discipline replaces the unknown optimal plan, and the race need not be an
 * equilibrium, so the welfare ratio may be below 1.
 */
export function priceOfAnarchy(race: Outlay, discipline: Outlay, ratePerYear: number): PriceOfAnarchy {
  const months = Math.min(race.spending.length, discipline.spending.length);
  const worth = (flows: ArrayLike<number>): number =>
    presentValue(
      Float64Array.from({ length: months }, (_, month) => flows[month]),
      ratePerYear,
    );
  const best = worth(discipline.welfare);
  const found = worth(race.welfare);
  return {
    spend: worth(race.spending) / worth(discipline.spending),
    welfare: best > 0 && found > 0 ? best / found : Number.NaN,
  };
}
