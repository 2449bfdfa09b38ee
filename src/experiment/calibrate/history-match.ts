/** History matching: which draws are too far from the targets to be the world, and the box that holds the others. */

import { mean, variance } from '../../numeric/statistics.ts';
import type { Target } from './targets.ts';

/** Bounds of every number by its quantile in [0, 1]; the prior is uniform between 0 and 1. */
export type Box = readonly (readonly [low: number, high: number])[];

/** One draw of a wave: the quantile of every number, and the targets in each of its replications. */
export interface WaveDraw {
  readonly quantiles: Float64Array;
  readonly replications: readonly (readonly number[])[];
}

export interface WaveResult {
  /** `|E - z| / sqrt(Var)` by draw, then by target; NaN where a draw has fewer than two values. */
  readonly implausibility: readonly Float64Array[];
  /** Variance of a run about the mean of its draw, pooled over draws, by target. */
  readonly simulationVariance: Float64Array;
  /** Draws that are not implausible. */
  readonly retained: readonly number[];
}

/** Which of the greatest implausibilities decides, from 0 for the greatest. */
export interface CutOff {
  readonly cutOff: number;
  readonly exceptions: number;
}

/**
 * Implausibility of every draw of a wave.
 *
 * The record is one path of the world, so that the variance of a run counts in full beside the error of the mean over
 * `n` replications: `observation^2 + discrepancy^2 + simulation^2 (1 + 1/n)`. All draws share the shocks of
 * replication k (common random numbers), so that draws differ by their numbers alone.
 *
 * Source: [VernonGoldsteinBower2010], for stochastic models [AndrianakisEtAl2015].
 */
export function historyMatch(
  draws: readonly WaveDraw[],
  targets: readonly Pick<Target, 'observed' | 'observationError' | 'discrepancy'>[],
  { cutOff, exceptions }: CutOff,
): WaveResult {
  const valuesOf = (draw: WaveDraw, t: number): number[] =>
    draw.replications.map((values) => values[t]).filter((value) => !Number.isNaN(value));
  const simulationVariance = Float64Array.from(targets, (_, t) => {
    let squares = 0;
    let freedom = 0;
    for (const draw of draws) {
      const values = valuesOf(draw, t);
      if (values.length < 2) continue;
      squares += variance(values) * (values.length - 1);
      freedom += values.length - 1;
    }
    return squares / freedom;
  });
  const implausibility = draws.map((draw) =>
    Float64Array.from(targets, ({ observed, observationError, discrepancy }, t) => {
      const values = valuesOf(draw, t);
      if (values.length < 2) return Number.NaN;
      const noise = simulationVariance[t] * (1 + 1 / values.length);
      return (
        Math.abs(mean(values) - observed) /
        Math.sqrt(observationError * observationError + discrepancy * discrepancy + noise)
      );
    }),
  );
  const retained = draws.flatMap((_, d) => {
    const worst = implausibility[d].toSorted().at(-1 - exceptions) ?? 0;
    return worst <= cutOff ? [d] : [];
  });
  return { implausibility, simulationVariance, retained };
}

/** Gaps between neighbours by which a box is wider than the draws in it. */
const MARGIN = 3;

/**
 * The box that holds the retained draws, each side moved out by three times the mean gap between them, within the old box.
 * With fewer than two retained draws the box stays as it was.
 */
export function boxOf(draws: readonly WaveDraw[], retained: readonly number[], old: Box): Box {
  if (retained.length < 2) return old;
  return old.map(([least, most], q) => {
    const values = retained.map((d) => draws[d].quantiles[q]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (MARGIN * (high - low)) / (values.length - 1);
    return [Math.max(least, low - margin), Math.min(most, high + margin)];
  });
}
