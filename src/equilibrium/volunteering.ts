/** The symmetric mixed equilibrium of the volunteer's dilemma. */

import type { VolunteerRule } from '../game/volunteers-dilemma.ts';
import { pow } from '../numeric/elementary.ts';

/**
 * Each volunteers with probability `1 - (c/b)^(1/(N-1))`; the probability of no volunteer is `(c/b)^(N/(N-1))`, which
 * grows with N.
 * Needs 0 < cost < benefit. Source: [Diekmann1985].
 */
export function volunteering({ benefit, cost }: VolunteerRule, players: number) {
  const abstains = pow(cost / benefit, 1 / (players - 1));
  return { volunteers: 1 - abstains, nobody: pow(abstains, players) };
}
