/** CAPRI: a memory-three rule that recovers from any mistake. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/** Last three own moves, then the group's, after which it cooperates. */
const COOPERATING = new Set(
  'CCCCCC CCDCCC CDCCCD DCCCDC CCCDCC CCDCDC CDCDCC DCCCCC DDDDDC DDCDCC DDCDDD DCCDDC DDCDDC DCCDCC'.split(' '),
);

/**
 * Cooperates after fourteen of the pairs of last three own and group moves (quorum), older first and cooperation before
 * the
 * beginning: it cooperates, accepts punishment, punishes, recovers, and races otherwise.
 *
 * Names: CAPRI [MuraseBaek2020].
 */
export const capri = defineStrategy({
  id: 'capri',
  summary: 'Cooperates, accepts punishment, punishes, recovers, else races.',
  cites: ['MuraseBaek2020'],
  memoryDepth: 3,
  params: QuorumParams,
  decide(view, { quorum }) {
    let own = '';
    let group = '';
    for (let lag = 3; lag >= 1; lag--) {
      const played = lag <= view.decision;
      own += played && !isCooperation(view.ownRealised(lag)) ? 'D' : 'C';
      group += played && !groupCooperated(view, quorum, lag) ? 'D' : 'C';
    }
    return COOPERATING.has(own + group) ? COOPERATE : DEFECT;
  },
});
