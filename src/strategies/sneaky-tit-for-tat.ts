/** Sneaky Tit For Tat: races against rivals who never raced, and cooperates once punished. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Cooperates twice. While the group has never raced (quorum never missed), races; otherwise cooperates when the group
 * answered its race of two decisions ago with one of its own, and else does what the group did last.
 *
 * Names: Sneaky Tit For Tat [AxelrodPython2015].
 */
export const sneakyTitForTat = defineStrategy({
  id: 'sneaky-tit-for-tat',
  summary: 'Races against rivals who never raced, and cooperates once punished.',
  cites: ['AxelrodPython2015'],
  params: QuorumParams,
  start: () => ({ challenged: false }),
  decide(view, { quorum }, memory) {
    const cooperated = view.decision === 0 || groupCooperated(view, quorum, 1);
    if (!cooperated) memory.challenged = true;
    if (view.decision < 2) return COOPERATE;
    if (!memory.challenged) return DEFECT;
    return cooperated || !isCooperation(view.ownRealised(2)) ? COOPERATE : DEFECT;
  },
});
