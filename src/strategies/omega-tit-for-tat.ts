/** Omega Tit For Tat: breaks deadlocks, and races against random play. */

import * as z from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const count = (fallback: number, description: string) =>
  z.number().int().min(1).default(fallback).meta({ unit: 'decisions', description });

const Params = z.strictObject({
  quorum: quorumField,
  deadlock: count(3, 'Changes of the group in a row that count as a deadlock'),
  randomness: count(8, 'Score of random play from which it races'),
});

/**
 * Counts deadlock d (the group's last two moves differ, run after run) and randomness r. At d = `deadlock` it
 * cooperates
 * twice to break the echo; at r = `randomness` it races. Otherwise it answers the group's last move (quorum).
 * r falls by 1 after two cooperations of the group, rises by 1 when its last two moves differ, and by 1 when its last
 * move
 * was not our own.
 *
 * Names: Omega Tit For Tat [SlanyKienreich2007].
 */
export const omegaTitForTat = defineStrategy({
  id: 'omega-tit-for-tat',
  summary: 'Tit for tat that breaks deadlocks and races against random play.',
  cites: ['SlanyKienreich2007'],
  params: Params,
  start: () => ({ deadlock: 0, randomness: 0 }),
  decide(view, { quorum, deadlock, randomness }, memory) {
    if (view.decision === 0) return COOPERATE;
    const last = groupCooperated(view, quorum, 1);
    if (view.decision === 1) return last ? COOPERATE : DEFECT;
    if (memory.deadlock >= deadlock) {
      memory.deadlock = memory.deadlock === deadlock ? deadlock + 1 : 0;
      return COOPERATE;
    }
    const differs = last !== groupCooperated(view, quorum, 2);
    if (differs) memory.randomness++;
    else if (last) memory.randomness--;
    if (last !== isCooperation(view.ownRealised(1))) memory.randomness++;
    if (memory.randomness >= randomness) return DEFECT;
    memory.deadlock = differs ? memory.deadlock + 1 : 0;
    return last ? COOPERATE : DEFECT;
  },
});
