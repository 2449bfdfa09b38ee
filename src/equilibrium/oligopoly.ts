/** Linear Cournot oligopoly in closed form. */

import type { CournotRule } from '../game/cournot.ts';

/** Output, price and profit of each of n equal firms: at the Cournot point, as a cartel, and as price takers. */
export function cournotEquilibrium({ intercept, slope, cost }: CournotRule, firms: number) {
  const margin = intercept - cost;
  const output = margin / (slope * (firms + 1));
  return {
    output,
    price: intercept - slope * firms * output,
    profit: slope * output * output,
    cartelProfit: (margin * margin) / (4 * slope * firms),
    walrasOutput: margin / (slope * firms),
    /** Race intensity at which the stage game plays the Cournot point. */
    intensity: (firms - 1) / (firms + 1),
  };
}
