/** Rationing with equal cuts. */

import { defineRationing, divideEqually } from './rationing-rule.ts';

/** Every customer is cut by the same amount, but not below zero: inflating a claim pays [CachonLariviere1999]. */
export const LINEAR = defineRationing({
  kind: 'linear',
  description: 'equal cuts',
  rewardsInflation: true,
  isProportional: false,
  divide(claims, { from, to }, supply) {
    let cut = 0;
    let open = to - from + 1;
    for (let before = -1; open !== before && open > 0; ) {
      before = open;
      let total = -supply;
      open = 0;
      for (let e = from; e < to; e++) {
        if (claims[e] <= cut) continue;
        total += claims[e];
        open++;
      }
      if (open > 0) cut = Math.max(cut, total / open);
    }
    for (let e = from; e < to; e++) claims[e] = Math.max(0, claims[e] - cut);
  },
  standing(waiting, rates, customers, units) {
    divideEqually(waiting, customers, units, (e) => rates[e] > 0);
  },
});
