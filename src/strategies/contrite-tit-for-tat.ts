/** Contrite Tit For Tat: accepts punishment for its own execution error. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Tit For Tat that, having raced by mistake against a group that cooperated (quorum), accepts one punishment without
 * retaliation: contrite until its own cooperation is played. Equals Tit For Tat without execution errors.
 *
 * Names: Contrite Tit For Tat [WuAxelrod1995].
 */
export const contriteTitForTat = defineStrategy({
  id: 'contrite-tit-for-tat',
  summary: 'Tit for tat that does not retaliate against the punishment of its own execution error.',
  cites: ['WuAxelrod1995'],
  params: QuorumParams,
  start: () => ({ contrite: false }),
  decide(view, { quorum }, memory) {
    if (view.decision === 0) return COOPERATE;
    const raced = !isCooperation(view.ownRealised(1));
    if (memory.contrite && !raced) {
      memory.contrite = false;
      return COOPERATE;
    }
    const cooperated = groupCooperated(view, quorum, 1);
    if (raced && isCooperation(view.ownIntended(1)) && cooperated) memory.contrite = true;
    return cooperated ? COOPERATE : DEFECT;
  },
});
