/** Grim trigger: cooperates until a rival races once, then always races. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Cooperates until the quorum is missed once, then defects for ever.
 *
 * Names: Grim, Grudger, trigger strategy [Friedman1971].
 */
export const grim = defineStrategy({
  id: 'grim',
  summary: 'Disciplined until a rival races once, then always races.',
  cites: ['Friedman1971'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: QuorumParams,
  start: () => ({ betrayed: false }),
  decide(view, { quorum }, memory) {
    if (view.decision > 0 && !groupCooperated(view, quorum, 1)) memory.betrayed = true;
    return memory.betrayed ? DEFECT : COOPERATE;
  },
});
