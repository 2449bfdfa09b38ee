/** Go By Majority: plays the group's most frequent past move. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  window: z.number().int().min(0).default(0).meta({
    unit: 'decisions',
    description: 'Number of recent decisions that count; 0 counts all',
  }),
});

/**
 * Cooperates while the group's cooperative decisions (quorum) outnumber its races within the window; a tie, as at the
 * first decision, cooperates when soft and races when hard.
 *
 * Names: Go By Majority, soft and hard majority [Axelrod1984].
 */
function majorityStrategy(id: string, summary: string, atTie: number) {
  return defineStrategy({
    id,
    summary,
    cites: ['Axelrod1984'],
    params: Params,
    start: () => ({ balance: 0 }),
    decide(view, { quorum, window }, memory) {
      const vote = (lag: number): number => (groupCooperated(view, quorum, lag) ? 1 : -1);
      if (view.decision > 0) memory.balance += vote(1);
      if (window > 0 && view.decision > window) memory.balance -= vote(window + 1);
      if (memory.balance === 0) return atTie;
      return memory.balance > 0 ? COOPERATE : DEFECT;
    },
  });
}

export const goByMajority = majorityStrategy(
  'go-by-majority',
  'Plays the most frequent past move of rivals; disciplined at a tie.',
  COOPERATE,
);

export const hardGoByMajority = majorityStrategy(
  'hard-go-by-majority',
  'Plays the most frequent past move of rivals; races at a tie.',
  DEFECT,
);
