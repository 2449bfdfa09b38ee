/** Rationing in proportion to claims. */

import { defineRationing } from './rationing-rule.ts';

/** `q_i = d_i K / sum d`: inflating a claim pays [CachonLariviere1999]. */
export const PROPORTIONAL = defineRationing({
  kind: 'proportional',
  description: 'in proportion to backlogs',
  rewardsInflation: true,
  isProportional: true,
  divide(claims, { from, to }, supply) {
    let total = 0;
    for (let e = from; e < to; e++) total += claims[e];
    const share = total > 0 ? supply / total : 0;
    if (share < 1) for (let e = from; e < to; e++) claims[e] *= share;
  },
  standing(waiting, rates, { from, to }, units) {
    let total = 0;
    for (let e = from; e < to; e++) total += rates[e];
    for (let e = from; e < to; e++) waiting[e] = (units * rates[e]) / total;
  },
});
