/** Counts price run-ups and the crashes that follow them; counts add up over runs. */

/** Months of a run-up, and of the window after it. */
const LONG_MONTHS = 24;
const YEAR = 12;
/** A fall from the highest point since the run-up that counts as a crash. */
const CRASH = 0.4;

export interface BoomCounts {
  /** Run-ups of 100 % or more within two years, with two years after them. */
  readonly booms: number;
  /** Those of them followed by a fall of 40 % or more within two years. */
  readonly crashes: number;
  /** Years with two years before and after them, and those followed by such a fall: the unconditional rate. */
  readonly windows: number;
  readonly windowCrashes: number;
  /** Months at the end of a year in which the price doubled, and those of them at the start of one that halved it. */
  readonly doubled: number;
  readonly halved: number;
}

/** Largest fall of a price from its running peak between two months, as a share. */
function fallWithin(prices: ArrayLike<number>, from: number, to: number): number {
  let peak = 0;
  let worst = 0;
  for (let month = from; month <= to; month++) {
    if (prices[month] > peak) peak = prices[month];
    else if (1 - prices[month] / peak > worst) worst = 1 - prices[month] / peak;
  }
  return worst;
}

/**
 * Count run-ups of one price and what followed them.
 *
 * A run-up is the first month with a price of twice its value two years before; the search resumes two years later, so
 * that one boom counts once. Run-ups with less than two following years are left out.
 * Counts, not shares: shares of runs with few booms do not average.
 *
 * Source: run-ups and crashes of industries [GreenwoodShleiferYou2019]; doubled and halved markets [Goetzmann2016].
 *
 * @param prices  Price at the end of each month, positive.
 */
export function boomCounts(prices: ArrayLike<number>): BoomCounts {
  const counts = { booms: 0, crashes: 0, windows: 0, windowCrashes: 0, doubled: 0, halved: 0 };
  for (let t = YEAR; t + YEAR < prices.length; t++) {
    if (prices[t] < 2 * prices[t - YEAR]) continue;
    counts.doubled++;
    if (prices[t + YEAR] <= prices[t] / 2) counts.halved++;
  }
  let next = 0;
  for (let t = LONG_MONTHS; t + LONG_MONTHS < prices.length; t++) {
    const isBoom = t >= next && prices[t] >= 2 * prices[t - LONG_MONTHS];
    const isWindow = t % YEAR === 0;
    if (!isBoom && !isWindow) continue;
    const crashed = fallWithin(prices, t, t + LONG_MONTHS) >= CRASH ? 1 : 0;
    if (isWindow) {
      counts.windows++;
      counts.windowCrashes += crashed;
    }
    if (!isBoom) continue;
    counts.booms++;
    counts.crashes += crashed;
    next = t + LONG_MONTHS;
  }
  return counts;
}
