/** Demand of outside customers in a plain supply run: a series for the whole horizon, drawn before month 0. */

import { exp } from '../../numeric/elementary.ts';
import type { Process } from '../../scenario/demand-process.ts';

/** Steady or initial demand of a process, MW/month: the flow of the initial steady state. */
export function steadyDemand(process: Process): number {
  if (process.kind === 'constant' || process.kind === 'step') return process.mwPerMonth;
  return process.kind === 'list' ? process.mwPerMonth[0] : process.meanMwPerMonth;
}

/** Kind of random draw that a process needs every month. */
export function shockOf(process: Process): 'none' | 'normal' | 'uniform' {
  if (process.kind === 'ar1' || process.kind === 'normal') return 'normal';
  return process.kind === 'poisson' ? 'uniform' : 'none';
}

/** Smallest k with P(X <= k) > u, X Poisson: inversion by summing its probabilities. */
function poissonQuantile(mean: number, u: number): number {
  let probability = exp(-mean);
  let below = probability;
  let k = 0;
  const most = 20 * mean + 100;
  while (below <= u && k < most) {
    k++;
    probability *= mean / k;
    below += probability;
  }
  return k;
}

/**
 * Fill the demand of every month, MW, cut off at 0.
 *
 * AR(1): `d - mu = rho (d' - mu) + sigma e`, started at its mean.
 *
 * @param shocks  Draws of the kind that `shockOf` returns, one per month.
 */
export function fillDemand(demand: Float64Array, process: Process, shocks: Float64Array): void {
  let deviation = 0;
  for (let t = 0; t < demand.length; t++) {
    if (process.kind === 'constant') demand[t] = process.mwPerMonth;
    else if (process.kind === 'step') demand[t] = t < process.month ? process.mwPerMonth : process.toMwPerMonth;
    else if (process.kind === 'list') demand[t] = process.mwPerMonth[t % process.mwPerMonth.length];
    else if (process.kind === 'poisson') demand[t] = poissonQuantile(process.meanMwPerMonth, shocks[t]);
    else if (process.kind === 'normal') {
      demand[t] = Math.max(0, process.meanMwPerMonth + process.deviationMwPerMonth * shocks[t]);
    } else {
      deviation = process.autocorrelation * deviation + process.shockMwPerMonth * shocks[t];
      demand[t] = Math.max(0, process.meanMwPerMonth + deviation);
    }
  }
}
