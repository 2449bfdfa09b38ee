/** The bullwhip effect in three measures: variance, growth, and gain by frequency. */

import { log } from '../numeric/elementary.ts';
import { mean, variance } from '../numeric/statistics.ts';
import { unitRoot } from './unit-root.ts';

/** Months over which orders are summed: one unusual month of orders is not growth. */
const GROWTH_MONTHS = 12;

/**
 * Variance of orders over variance of end demand; 1 is a tier that passes demand on, above 1 a tier that amplifies it.
 *
 * NaN when demand does not vary. Trends and levels count as variance: for growing series see `growthBullwhip`.
 *
 * Source: bullwhip ratio [ChenDreznerRyanSimchiLevi2000].
 */
export function bullwhipRatio(orders: ArrayLike<number>, demand: ArrayLike<number>): number {
  const below = variance(demand);
  return below > 0 ? variance(orders) / below : Number.NaN;
}

/** Yearly log growth of sums over twelve months, month by month, minus its mean; zero sums are left out. */
function detrendedGrowth(series: ArrayLike<number>): number[] {
  const sums: number[] = [];
  let sum = 0;
  for (let t = 0; t < series.length; t++) {
    sum += series[t] - (t >= GROWTH_MONTHS ? series[t - GROWTH_MONTHS] : 0);
    if (t >= GROWTH_MONTHS - 1) sums.push(sum);
  }
  const growth: number[] = [];
  for (let t = GROWTH_MONTHS; t < sums.length; t++) {
    if (sums[t] > 0 && sums[t - GROWTH_MONTHS] > 0) growth.push(log(sums[t] / sums[t - GROWTH_MONTHS]));
  }
  const centre = mean(growth);
  return growth.map((value) => value - centre);
}

/** Variance of the yearly growth of a series. */
export function growthVariance(series: ArrayLike<number>): number {
  return variance(detrendedGrowth(series));
}

/**
 * Variance of the growth of orders over that of end demand: the bullwhip of series that grow.
 *
 * @param below  `growthVariance` of end demand, which many tiers share.
 */
export function growthBullwhip(orders: ArrayLike<number>, below: number): number {
  return below > 0 ? growthVariance(orders) / below : Number.NaN;
}

/** Longest segment for the frequency analysis, months. */
const SEGMENT_MONTHS = 120;

/** Power at periods of `length / (k + 1)` months, shape [k]. */
export interface Periodogram {
  readonly power: Float64Array;
  readonly length: number;
}

/**
 * Mean power at every frequency over segments of a series, each at most ten years long.
 *
 * Element k - 1 belongs to a period of `length / k` months; the mean of each segment is subtracted first.
 *
 * Source: averaged periodograms [Welch1967], without overlap or window.
 */
export function periodogram(series: ArrayLike<number>): Periodogram {
  const segments = Math.max(1, Math.ceil(series.length / SEGMENT_MONTHS));
  const length = Math.floor(series.length / segments);
  const power = new Float64Array(Math.floor(length / 2));
  const stretch = new Float64Array(length);
  const { cos, sin } = unitRoot(length);
  for (let segment = 0; segment < segments; segment++) {
    for (let t = 0; t < length; t++) stretch[t] = series[segment * length + t];
    const centre = mean(stretch);
    for (let t = 0; t < length; t++) stretch[t] -= centre;
    for (let k = 1; k <= power.length; k++) {
      let real = 0;
      let imaginary = 0;
      let angle = 0;
      for (let t = 0; t < length; t++) {
        real += stretch[t] * cos[angle];
        imaginary += stretch[t] * sin[angle];
        angle += angle + k < length ? k : k - length;
      }
      power[k - 1] += (real * real + imaginary * imaginary) / (length * segments);
    }
  }
  return { power, length };
}

/** Gain at the frequencies between two periods. */
export interface Band {
  /** Longest and shortest period of the band, months. */
  readonly longestMonths: number;
  readonly shortestMonths: number;
  /** Power of orders over power of demand within the band: the squared gain of the tier. */
  readonly gain: number;
  /** Share of the power of demand in the band: where it is almost 0, the gain is undefined. */
  readonly demandShare: number;
}

/**
 * Bullwhip by frequency: squared gain of orders over demand in bands of equal width.
 *
 * The ratio of variances is the mean of these gains, weighted by the power of demand in each band: a tier may damp fast
 * fluctuations and amplify slow ones.
 *
 * Source: frequency view of the bullwhip [DejonckheereDisneyLambrechtTowill2003].
 */
export function bullwhipSpectrum(orders: Periodogram, demand: Periodogram, bands: number): Band[] {
  const above = orders.power;
  const { power: below, length } = demand;
  const count = below.length;
  const found: Band[] = [];
  let all = 0;
  for (let k = 0; k < count; k++) all += below[k];
  for (let band = 0; band < bands; band++) {
    const from = Math.floor((band * count) / bands);
    const to = Math.floor(((band + 1) * count) / bands);
    let up = 0;
    let down = 0;
    for (let k = from; k < to; k++) {
      up += above[k];
      down += below[k];
    }
    if (to === from) continue;
    const gain = down > 0 ? up / down : Number.NaN;
    const demandShare = all > 0 ? down / all : 0;
    found.push({ longestMonths: length / (from + 1), shortestMonths: length / to, gain, demandShare });
  }
  return found;
}

/**
 * Range of orders over range of end demand: highest minus lowest, each over its mean.
 *
 * NaN when demand does not move.
 */
export function amplification(orders: ArrayLike<number>, demand: ArrayLike<number>): number {
  const below = swing(demand);
  return below > 0 ? swing(orders) / below : Number.NaN;
}

function swing(series: ArrayLike<number>): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < series.length; t++) {
    low = Math.min(low, series[t]);
    high = Math.max(high, series[t]);
  }
  return (high - low) / mean(series);
}

function deviations(series: ArrayLike<number>): Float64Array {
  const centre = mean(series);
  return Float64Array.from(series, (value) => value - centre);
}

/**
 * Lag of orders behind end demand, months: the lag, up to `most`, of highest correlation.
 *
 * NaN when either is constant.
 */
export function phaseLag(orders: ArrayLike<number>, demand: ArrayLike<number>, most: number): number {
  if (!(variance(orders) > 0 && variance(demand) > 0)) return Number.NaN;
  const above = deviations(orders);
  const below = deviations(demand);
  let best = Number.NEGATIVE_INFINITY;
  let found = Number.NaN;
  for (let lag = 0; lag <= Math.min(most, demand.length - 2); lag++) {
    let sum = 0;
    for (let t = lag; t < demand.length; t++) sum += above[t] * below[t - lag];
    if (sum > best) {
      best = sum;
      found = lag;
    }
  }
  return found;
}
