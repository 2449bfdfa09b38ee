/** The intensity that pays most, on a fixed grid. */

/** Intervals of the grid: intensities are compared a hundredth apart. */
const STEPS = 100;
/** Gains below this share of the payoffs' size are rounding, and the more disciplined intensity wins. */
const TIE = 1e-12;

/** Intensity in [0, 1] of the largest payoff; the lowest one where several tie. */
export function bestIntensity(payoff: (intensity: number) => number): number {
  let best = 0;
  let bestPayoff = payoff(0);
  for (let i = 1; i <= STEPS; i++) {
    const value = payoff(i / STEPS);
    if (value > bestPayoff + TIE * Math.max(1, Math.abs(bestPayoff))) {
      best = i / STEPS;
      bestPayoff = value;
    }
  }
  return best;
}
