/** Probers: rules with a fixed opening that exploit rivals who do not retaliate. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

interface Probe {
  readonly id: string;
  readonly summary: string;
  /** Moves of the opening, C or D. */
  readonly opening: string;
  /** The group's moves, from the second decision on, that decide the probe, and the move played for ever after them. */
  readonly sign: string;
  readonly verdict: number;
}

/**
 * Plays an opening; if the group's moves (quorum) match the given ones, plays one move for ever; otherwise it repeats
 * the group's last move.
 *
 * Names: Prober [LiHingstonKendall2011]; Prober 2, Prober 3 and Hard Prober [Prison1998].
 */
function probingStrategy({ id, summary, opening, sign, verdict }: Probe) {
  return defineStrategy({
    id,
    summary,
    cites: ['LiHingstonKendall2011', 'Prison1998'],
    params: QuorumParams,
    start: () => ({ matches: true }),
    decide(view, { quorum }, memory) {
      const cooperated = view.decision > 0 && groupCooperated(view, quorum, 1);
      const place = view.decision - 2;
      if (place >= 0 && place < sign.length && cooperated !== (sign[place] === 'C')) memory.matches = false;
      if (view.decision < opening.length) return opening[view.decision] === 'C' ? COOPERATE : DEFECT;
      if (memory.matches) return verdict;
      return cooperated ? COOPERATE : DEFECT;
    },
  });
}

export const PROBERS = [
  probingStrategy({
    id: 'prober',
    summary: 'Opens D, C, C; then always races against rivals who did not retaliate, otherwise tit for tat.',
    opening: 'DCC',
    sign: 'CC',
    verdict: DEFECT,
  }),
  probingStrategy({
    id: 'prober-2',
    summary: 'Opens D, C, C; then always cooperates with rivals who answered D, C, otherwise tit for tat.',
    opening: 'DCC',
    sign: 'DC',
    verdict: COOPERATE,
  }),
  probingStrategy({
    id: 'prober-3',
    summary: 'Opens D, C; then always races against rivals who did not retaliate, otherwise tit for tat.',
    opening: 'DC',
    sign: 'C',
    verdict: DEFECT,
  }),
  probingStrategy({
    id: 'hard-prober',
    summary: 'Opens D, D, C, C; then always races against rivals who did not retaliate, otherwise tit for tat.',
    opening: 'DDCC',
    sign: 'CC',
    verdict: DEFECT,
  }),

  /**
   * Plays the opening C, D, C, C. If the group raced (quorum missed) during it, answers the group's last move from then
   * on; if it never did, races for ever.
   *
   * Names: Detective [Case2017].
   */
  defineStrategy({
    id: 'detective',
    summary: 'Opens C, D, C, C; then always races against rivals who never retaliated, otherwise tit for tat.',
    cites: ['Case2017'],
    params: z.strictObject({
      quorum: quorumField,
      opening: z
        .string()
        .regex(/^[CD]*$/, 'expected moves such as CDCC')
        .default('CDCC')
        .meta({ unit: '', description: 'Moves of the opening, C disciplined and D racing' }),
    }),
    start: () => ({ challenged: false }),
    decide(view, { quorum, opening }, memory) {
      const cooperated = view.decision === 0 || groupCooperated(view, quorum, 1);
      if (!cooperated && view.decision <= opening.length) memory.challenged = true;
      if (view.decision < opening.length) return opening[view.decision] === 'C' ? COOPERATE : DEFECT;
      return memory.challenged && cooperated ? COOPERATE : DEFECT;
    },
  }),
];
