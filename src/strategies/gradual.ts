/** Gradual: punishes each race of rivals longer than the one before, then cooperates twice. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/** Cooperative decisions that end every punishment. */
const CALM = 2;

/**
 * When the group races (quorum missed) while it is at peace, races for as many decisions as the group has faults, then
 * cooperates twice unconditionally. Two readings of "faults" are in use: all races of the group so far, or only those
 * that started a punishment.
 *
 * Names: Gradual [BeaufilsDelahayeMathieu1997], the second reading; the first is that of later tournaments
 * [CristalSmac2018].
 */
function gradualStrategy(id: string, summary: string, countsAll: boolean) {
  return defineStrategy({
    id,
    summary,
    cites: ['BeaufilsDelahayeMathieu1997', 'CristalSmac2018'],
    memoryDepth: Number.POSITIVE_INFINITY,
    stochastic: false,
    params: QuorumParams,
    start: () => ({ faults: 0, punish: 0, calm: 0 }),
    decide(view, { quorum }, memory) {
      const raced = view.decision > 0 && !groupCooperated(view, quorum, 1);
      const peace = memory.punish === 0 && memory.calm === 0;
      if (raced && (countsAll || peace)) memory.faults++;
      if (raced && peace) {
        memory.punish = memory.faults;
        memory.calm = CALM;
      }
      if (memory.punish > 0) {
        memory.punish--;
        return DEFECT;
      }
      if (memory.calm > 0) memory.calm--;
      return COOPERATE;
    },
  });
}

export const gradual = gradualStrategy(
  'gradual',
  'Answers a race with as many races as rivals have played in total, then two disciplined moves.',
  true,
);

export const originalGradual = gradualStrategy(
  'original-gradual',
  'Answers the nth provocation with n races, then two disciplined moves.',
  false,
);
