/** Finds the intensity with the largest payoff: the best of a grid, refined between its neighbours. */

/** Intervals of the grid: intensities a hundredth apart are compared. */
const STEPS = 100;
/** Steps of the ternary search around the best one; 30 leave a ten-millionth of an interval. */
const CUTS = 30;
/** Gains below this share of the payoffs are rounding errors; the lower intensity is then chosen. */
const TIE = 1e-12;

/** Intensity in [0, 1] of the largest payoff; the lowest point of the grid where several tie. */
export function bestIntensity(payoff: (intensity: number) => number): number {
  let best = 0;
  let bestPayoff = payoff(0);
  const beats = (value: number): boolean => value > bestPayoff + TIE * Math.max(1, Math.abs(bestPayoff));
  for (let i = 1; i <= STEPS; i++) {
    const value = payoff(i / STEPS);
    if (beats(value)) {
      best = i / STEPS;
      bestPayoff = value;
    }
  }
  let low = Math.max(0, best - 1 / STEPS);
  let high = Math.min(1, best + 1 / STEPS);
  for (let i = 0; i < CUTS; i++) {
    const third = (high - low) / 3;
    if (payoff(low + third) < payoff(high - third)) low += third;
    else high -= third;
  }
  const refined = 0.5 * (low + high);
  return beats(payoff(refined)) ? refined : best;
}
