/** Rationing with equal caps. */

import { defineRationing, divideEqually } from './rationing-rule.ts';

/**
 * Every customer gets the smaller of its claim and a common cap that exhausts the supply. A customer that is cut
 * receives the cap for any claim, so inflating a claim never pays [CachonLariviere1999].
 */
export const UNIFORM = defineRationing({
  kind: 'uniform',
  description: 'equal caps',
  rewardsInflation: false,
  isProportional: false,
  divide(claims, { from, to }, supply) {
    let cap = -1;
    let open = to - from + 1;
    for (let before = -1; open !== before && open > 0; ) {
      before = open;
      let left = supply;
      open = 0;
      for (let e = from; e < to; e++) {
        if (claims[e] <= cap) left -= claims[e];
        else open++;
      }
      if (open > 0) cap = Math.max(cap, left / open);
    }
    if (open > 0) for (let e = from; e < to; e++) claims[e] = Math.min(claims[e], Math.max(0, cap));
  },
  standing(waiting, rates, customers, units) {
    let most = 0;
    for (let e = customers.from; e < customers.to; e++) most = Math.max(most, rates[e]);
    divideEqually(waiting, customers, units, (e) => rates[e] === most);
  },
});
