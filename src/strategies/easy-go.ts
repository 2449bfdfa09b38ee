/** Easy Go (reverse Grim): races until the group races once, then always cooperates. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races until the group has raced once (quorum missed), then cooperates for ever: the reverse of Grim.
 *
 * Names: Easy Go [Prison1998].
 */
export const easyGo = defineStrategy({
  id: 'easy-go',
  summary: 'Races until a rival races, then is always disciplined.',
  cites: ['Prison1998'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: QuorumParams,
  start: () => ({ challenged: false }),
  decide(view, { quorum }, memory) {
    if (view.decision > 0 && !groupCooperated(view, quorum, 1)) memory.challenged = true;
    return memory.challenged ? COOPERATE : DEFECT;
  },
});
