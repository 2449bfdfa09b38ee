/** Delayed all-or-none: cooperates after decisions at which all played alike, with a delay of one. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/** Probability of cooperating by own (CC, CD, DC, DD) and then group moves of the last two decisions, older first. */
const COOPERATES = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1] as const;

/**
 * Cooperates twice, then exactly after the outcomes CC/CC, CD/CD, CD/DD, DD/CD, DC/DC and DD/DD of the last two
 * decisions
 * (own/group, older first, quorum): everybody moved alike at the last decision, allowing for a delay of one.
 *
 * Names: Delayed AON1 [HilbeEtAl2017].
 */
export const delayedAllOrNone = defineStrategy({
  id: 'delayed-all-or-none',
  summary: 'Cooperates after decisions at which everybody moved alike.',
  cites: ['HilbeEtAl2017'],
  memoryDepth: 2,
  params: QuorumParams,
  decide(view, { quorum }) {
    if (view.decision < 2) return COOPERATE;
    const own = 2 * Number(!isCooperation(view.ownRealised(2))) + Number(!isCooperation(view.ownRealised(1)));
    const group = 2 * Number(!groupCooperated(view, quorum, 2)) + Number(!groupCooperated(view, quorum, 1));
    return COOPERATES[4 * own + group] === 1 ? COOPERATE : DEFECT;
  },
});
