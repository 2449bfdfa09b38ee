/** Estimates the regret of a mixture from paired replications, with a confidence interval. */

import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';

export interface Deviation {
  readonly role: number;
  readonly strategy: number;
  /** Gain of one player: mean over replications and standard error. */
  readonly gain: number;
  readonly error: number;
}

export interface RegretEstimate {
  /** Gain of the best deviation, at least 0. */
  readonly regret: number;
  /** Ends of the 95 % interval of the true regret over all looks, at least 0. */
  readonly low: number;
  readonly high: number;
  /** The deviation with the highest mean gain. */
  readonly best: Deviation;
  /** All deviations, in the order given. */
  readonly deviations: readonly Deviation[];
  readonly replications: number;
}

/** Gains of one deviation by replication; the same replication has the same random numbers in all of them. */
export interface GainSample {
  readonly role: number;
  readonly strategy: number;
  readonly gains: readonly number[];
}

/** Probability that an interval is too low, and that it is too high, over all looks. */
const TAIL = 0.025;

/**
 * The true regret is the largest true gain, or 0. Its upper end is the largest upper end of a gain, which is valid
 * because that of the truly best deviation is. Its lower end is the largest lower end among the deviations that may be
 * best, with the error level divided among them to correct for selection.
 *
 * The error level is also divided among `looks`: whoever takes at most so many intervals of growing samples, and stops
 * by what they say, has 95 % for all of them together, by the union bound [Dunn1961].
 *
 * @param looks  Most intervals of the same mixture, at least 1.
 */
export function estimateRegret(samples: readonly GainSample[], looks = 1): RegretEstimate {
  const n = samples[0].gains.length;
  const tail = TAIL / looks;
  const quantile = (probability: number): number => (n > 1 ? studentTQuantile(1 - probability, n - 1) : 0);
  // Deviations within so many standard errors of the best one may be the best.
  const reach = quantile(tail / samples.length);
  const deviations = samples.map(({ role, strategy, gains }): Deviation => {
    const spread = n > 1 ? Math.sqrt(Math.max(0, variance(gains)) / n) : 0;
    return { role, strategy, gain: mean(gains), error: spread };
  });
  let top = 0;
  for (const [i, { gain }] of deviations.entries()) if (gain > deviations[top].gain) top = i;
  const near = deviations.filter((_, i) => {
    const less = samples[top].gains.map((gain, k) => gain - samples[i].gains[k]);
    return mean(less) <= reach * Math.sqrt(Math.max(0, n > 1 ? variance(less) : 0) / n);
  });
  const upper = quantile(tail);
  const lower = quantile(tail / near.length);
  return {
    regret: Math.max(0, deviations[top].gain),
    low: near.reduce((most, { gain, error }) => Math.max(most, gain - lower * error), 0),
    high: deviations.reduce((most, { gain, error }) => Math.max(most, gain + upper * error), 0),
    best: deviations[top],
    deviations,
    replications: n,
  };
}
