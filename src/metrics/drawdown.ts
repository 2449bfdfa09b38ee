/** Drawdown: the fall of a price from its peak, compared with the same returns in random order. */

import { expm1 } from '../numeric/elementary.ts';
import { quantile } from '../numeric/statistics.ts';
import { createGenerator } from '../random/generator.ts';

/** Shuffles of the null: an odd number, so that the median is one of them. */
const SHUFFLES = 15;

/**
 * Largest fall of a path of log returns from its running peak, in log units, at least 0; the start counts as a peak.
 *
 * @param returns  Log returns, shape [month].
 */
export function maxLogDrawdown(returns: ArrayLike<number>): number {
  let level = 0;
  let peak = 0;
  let worst = 0;
  for (let i = 0; i < returns.length; i++) {
    level += returns[i];
    if (level > peak) peak = level;
    else if (peak - level > worst) worst = peak - level;
  }
  return worst;
}

/** The same with the months in the given order. */
function shuffledLogDrawdown(returns: Float64Array, order: Uint16Array): number {
  let level = 0;
  let peak = 0;
  let worst = 0;
  for (let i = 0; i < order.length; i++) {
    level += returns[order[i]];
    if (level > peak) peak = level;
    else if (peak - level > worst) worst = peak - level;
  }
  return worst;
}

/** Maximum drawdown of a path of log returns: 1 - lowest price over the highest before it, in [0, 1]. */
export function maxDrawdown(returns: ArrayLike<number>): number {
  return -expm1(-maxLogDrawdown(returns));
}

/** Permutations of the months of a series; made once per length and the same in every run. */
const ORDERS = new Map<number, readonly Uint16Array[]>();

/** Permutations of so many months: Fisher and Yates, from a generator that no run uses. */
function shuffledOrders(months: number): readonly Uint16Array[] {
  const known = ORDERS.get(months);
  if (known !== undefined) return known;
  const { uniform } = createGenerator(`drawdown-null/${months}`);
  const orders = Array.from({ length: SHUFFLES }, () => {
    const order = Uint16Array.from({ length: months }, (_unused, i) => i);
    for (let i = months - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  });
  ORDERS.set(months, orders);
  return orders;
}

/**
 * Drawdown of the same months in random order: the median over 15 permutations, in [0, 1].
 *
 * Volatility and drift alone cause deep drawdowns; the excess over this null is due to clusters of bad months. The
 * orders depend on the number of months only, so the null of a run is a function of its returns.
 */
export function shuffledDrawdown(returns: Float64Array): number {
  return -expm1(
    -quantile(
      shuffledOrders(returns.length).map((order) => shuffledLogDrawdown(returns, order)),
      0.5,
    ),
  );
}
