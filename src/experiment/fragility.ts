/** Fragility of an economy: losses of suppliers as a function of the size of a demand shock, with common random numbers. */

import type { Trace } from '../columns/trace.ts';
import { createSimulator } from '../engine/simulate.ts';
import { METRIC_COLUMNS } from '../engine/metric-columns.ts';
import { convexity, exceedance, expectedShortfall, lossExponent } from '../metrics/fragility.ts';
import { maxDrawdown } from '../metrics/drawdown.ts';
import { readMarket } from '../metrics/market-series.ts';
import { log } from '../numeric/elementary.ts';
import { quantile } from '../numeric/statistics.ts';
import type { Economy } from '../scenario/economy.ts';
import { type Estimate, jackknife } from './jackknife.ts';
import { type PairedDifference, type PairedRuns, pairedDifference } from './paired-difference.ts';

/** Sizes of the shocks: shares of potential AI spending removed, evenly spaced. */
const SHOCKS = [0.1, 0.2, 0.3, 0.4] as const;
/** Months after the shock in which losses are measured. */
const WATCHED_MONTHS = 36;
/** Threshold of an index fall, and the share of runs in the tail. */
const DEEP_FALL = 0.3;
const WORST_SHARE = 0.1;

export interface ShockDesign extends PairedRuns {
  /** Month of the shock. */
  readonly month: number;
}

export interface FragilityReport {
  /** Runs that reach the month of the shock. */
  readonly pairs: number;
  /** Additional log loss of the median supplier from each shock, with its interval. */
  readonly losses: readonly { readonly shock: number; readonly loss: PairedDifference }[];
  /** Convexity of the additional loss at the middle of three neighbouring shocks, pair by pair. */
  readonly convexities: readonly { readonly shock: number; readonly convexity: PairedDifference }[];
  /** Exponent of the mean additional loss in the log size of the shock. */
  readonly exponent: Estimate;
  /**
   * Without a shock: share of runs in which the index falls by more than 30 %, and the mean fall in the worst tenth.
   */
  readonly deepFallShare: number;
  readonly worstTenth: number;
}

/** Log loss of the median supplier from the month before the shock to its lowest point in the months measured. */
function supplierLoss(trace: Trace, month: number): number {
  const { prices, classes } = readMarket(trace);
  const end = Math.min(trace.months, month + WATCHED_MONTHS);
  if (end <= month) return Number.NaN;
  const losses = prices
    .filter((_, e) => classes[e] === 'supplier')
    .map((one) => {
      let lowest = one[month - 1];
      for (let t = month; t < end; t++) if (one[t] < lowest) lowest = one[t];
      return log(one[month - 1] / lowest);
    });
  return quantile(losses, 0.5);
}

/**
 * Measure losses for shocks of several sizes.
 *
 * Losses are logs: a share is bounded by 1 and therefore looks concave for any system.
 *
 * Source: heuristic of fragility [TalebDouady2013].
 */
export function measureFragility(scenario: Economy, { seed, runs, month, onRun }: ShockDesign): FragilityReport {
  const plain = createSimulator(scenario, METRIC_COLUMNS);
  const shocked = SHOCKS.map((shock) => {
    const cut = { kind: 'demand-shock' as const, month, factor: 1 - shock };
    return createSimulator({ ...scenario, interventions: [...scenario.interventions, cut] }, METRIC_COLUMNS);
  });
  const added: number[][] = SHOCKS.map(() => []);
  const falls: number[] = [];
  for (let k = 0; k < runs; k++) {
    const trace = plain.run(seed, k);
    falls.push(maxDrawdown(readMarket(trace).venueReturns[0]));
    const usual = supplierLoss(trace, month);
    for (const [s, simulator] of shocked.entries()) added[s].push(supplierLoss(simulator.run(seed, k), month) - usual);
    onRun?.();
  }
  const losses = SHOCKS.map((shock, s) => ({ shock, loss: pairedDifference(added[s]) }));
  const pairs = falls.map((_, k) => added.map((one) => one[k])).filter((pair) => !pair.some(Number.isNaN));
  return {
    pairs: losses[0].loss.pairs,
    losses,
    convexities: SHOCKS.slice(0, -1).map((shock, s) => {
      const bends = pairs.map((pair) => convexity([pair[s - 1] ?? 0, pair[s], pair[s + 1]]));
      return { shock, convexity: pairedDifference(bends) };
    }),
    exponent: jackknife(pairs, (means) => lossExponent(SHOCKS, means)),
    deepFallShare: exceedance(falls, DEEP_FALL),
    worstTenth: expectedShortfall(falls, WORST_SHARE),
  };
}
