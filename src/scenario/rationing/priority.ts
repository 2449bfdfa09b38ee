/** Rationing by priority. */

import { defineRationing } from './rationing-rule.ts';

/**
 * The first is served in full before the second gets anything; the only rule that depends on the order of customers.
 */
export const PRIORITY = defineRationing({
  kind: 'priority',
  description: 'by priority list',
  rewardsInflation: false,
  isProportional: false,
  divide(claims, { ranked }, supply) {
    let left = supply;
    for (let k = 0; k < ranked.length; k++) {
      const e = ranked[k];
      claims[e] = Math.min(claims[e], left);
      left -= claims[e];
    }
  },
  standing(waiting, rates, { ranked }, units) {
    const last = ranked.findLast((e) => rates[e] > 0);
    if (last !== undefined) waiting[last] = units;
  },
});
